"""What a worker process and who started it tell each other: lines of pickles in base64, both ends being one program."""

from __future__ import annotations

import pickle
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from autocut.errors import AutocutError
from autocut.model.event import Event


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker listens; the number of its process."""

    pid: int


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker lives."""


@dataclass(frozen=True, slots=True)
class Done:
    """The task returned this."""

    result: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """The task raised this."""

    error: AutocutError


@dataclass(frozen=True, slots=True)
class Broken:
    """The task met a bug, with this traceback."""

    traceback: str


Told = Ready | Beat | Event | Done | Refused | Broken


def packed(value: object) -> bytes:
    """The value as a line."""
    return b64encode(pickle.dumps(value)) + b"\n"


def unpacked(line: str | bytes) -> Any:
    """The value that a line says."""
    return pickle.loads(b64decode(line))
