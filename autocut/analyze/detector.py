"""What a detector is. One that looks is fed from the one shared decode; one that listens takes the sound itself.

To add one: a file with a frozen dataclass whose fields are its options, and a line in `DETECTORS`. Its
`repr` and `version` are the key under which its findings are remembered: raise the version with the method.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from autocut.media.frames import Frame, View
from autocut.model.media import Master


class Detector(Protocol):
    """Finds one field of Analysis."""

    does: ClassVar[str]
    """What it does, as a progress bar says it."""
    version: ClassVar[int]
    is_essential: ClassVar[bool]
    """Whether the analysis fails without its model; else it goes on, and a note says what is missing."""

    @property
    def weights(self) -> str | None:
        """The model that it needs, by the name that `weights` knows it by, or None."""

    def concerns(self, master: Master) -> bool:
        """Whether this master has anything for it."""


class Look(Protocol):
    """One pass over one master's frames."""

    def see(self, frame: Frame) -> None:
        """Take the next frame."""

    def found(self) -> object:
        """The finding, once every frame was seen."""


@runtime_checkable
class Looking(Detector, Protocol):
    """A detector of pictures."""

    view: ClassVar[View]

    def look(self, master: Master, model: Path | None) -> Look:
        """Begin a pass; `model` is where the weights are."""


@runtime_checkable
class Listening(Detector, Protocol):
    """A detector of sounds."""

    def listen(self, master: Master, model: Path | None) -> Generator[float, None, object]:
        """The finding, yielding the share done (0-1)."""
