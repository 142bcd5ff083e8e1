"""What is asked of a file before it is worked on, as tasks: a file that crashes a decoder must not end the service."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from autocut.deliver.deliver import sha256
from autocut.errors import InputError
from autocut.media.probe import fingerprint
from autocut.media.wholeness import unfinished
from autocut.model.event import Event
from autocut.model.task import Executor


class Content(NamedTuple):
    """What is in a file: its quick fingerprint, and the SHA-256 of all of it."""

    fingerprint: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Wholeness:
    """A task: why the file is not whole, in one sentence, or None; raises InputError where nothing could mend it."""

    path: Path
    gpu: ClassVar[bool] = False
    is_near: ClassVar[Literal[True]] = True

    @property
    def subject(self) -> str:
        """The file's name."""
        return self.path.name

    def run(self, executor: Executor) -> Generator[Event, None, str | None]:
        """Look into it, here."""
        yield from ()
        return unfinished(self.path)


@dataclass(frozen=True, slots=True)
class Reading:
    """A task: read all of the file; raises InputError where that cannot be done."""

    path: Path
    gpu: ClassVar[bool] = False
    is_near: ClassVar[Literal[True]] = True

    @property
    def subject(self) -> str:
        """The file's name."""
        return self.path.name

    def run(self, executor: Executor) -> Generator[Event, None, Content]:
        """Read it, here."""
        yield from ()
        try:
            return Content(fingerprint(self.path), sha256(self.path))
        except OSError as error:
            raise InputError(f"{self.path.name} cannot be read: {error.strerror}") from error
