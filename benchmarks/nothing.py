"""A task that does nothing, where worker processes find it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import ClassVar

from autocut.model.event import Event
from autocut.model.task import Executor


@dataclass(frozen=True, slots=True)
class Nothing:
    """A task that does nothing."""

    subject: ClassVar[str] = "nothing"
    gpu: ClassVar[bool] = False

    def run(self, executor: Executor) -> Generator[Event, None, None]:
        """Done at once."""
        yield from ()
