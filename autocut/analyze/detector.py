"""What a detector is, in four kinds: one looks (fed from the one shared decode), one listens, one reads, one deduces.

To add one: a file with a frozen dataclass derived from one of the kinds, whose fields are its options, and a
line in `DETECTORS`. Its `repr`, its `version` and what it needs of other detectors are the key under which
its findings are remembered: raise the version with the method.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span


class Detector(ABC):
    """Finds one field of Analysis."""

    __slots__ = ()

    does: ClassVar[str]
    """What it does, as a progress bar says it."""
    version: ClassVar[int]
    needs: ClassVar[tuple[str, ...]] = ()
    """The fields of Analysis that must be found before; they are in `known`, empty where they could not be had."""
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "fail"
    """Where its model cannot be had: the analysis fails; it is left out with a warning; or it is used only where
    the model is on this machine already, and a note says so."""

    gpu: ClassVar[bool] = False
    """Whether its model runs on a graphics card where there is one."""

    speech_model: ClassVar[bool] = False
    """Whether its model is a speech model, which has more names and sources than the others."""

    @property
    def weights(self) -> str | None:
        """The model that it needs, by the name that `weights` knows it by, or None."""
        return None

    def concerns(self, master: Master) -> bool:
        """Whether this master has anything for it."""
        return True


class Look(Protocol):
    """One pass over one master's frames."""

    def see(self, frame: Frame) -> None:
        """Take the next frame."""

    def found(self) -> object:
        """The finding, once every frame was seen."""


class Looking(Detector):
    """A detector of pictures; every master has one."""

    __slots__ = ()

    view: ClassVar[View]
    effort: ClassVar[float] = 0.1
    """Seconds of one core for a minute of film, roughly: detectors are shared out by it."""

    def where(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """The spans of the master that it wants to see, in order: all of it, unless it says otherwise."""
        return (master.span,)

    def closely(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """The spans in which it needs every frame; elsewhere it gets what `Frames` says, some of it a little off."""
        return ()

    @abstractmethod
    def look(self, master: Master, model: Path | None, known: Analysis) -> Look:
        """Begin a pass; `model` is where the weights are."""


class Listening(Detector):
    """A detector of sounds."""

    __slots__ = ()

    def concerns(self, master: Master) -> bool:
        """Masters with sound."""
        return master.sound is not None

    @abstractmethod
    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, object]:
        """The finding, yielding the share done (0-1)."""


class Parted(Listening):
    """A detector of sounds whose work falls into parts that need nothing of one another.

    The finding is the same, to the last digit, however many parts there are.
    """

    __slots__ = ()

    @abstractmethod
    def parts(self, master: Master, known: Analysis, most: int) -> tuple[Span, ...]:
        """Spans of the master, in order, that hold all of the work: at most so many, fewer where more would not pay."""

    @abstractmethod
    def listen_to(
        self, master: Master, model: Path | None, known: Analysis, part: Span
    ) -> Generator[float, None, object]:
        """What one part gives, yielding the share of it that is done (0-1)."""

    @abstractmethod
    def joined(self, found: Sequence[Any]) -> Any:
        """The finding, of what every part gave, in order."""

    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, Any]:
        """The finding, all the master being one part."""
        return self.joined([(yield from self.listen_to(master, model, known, master.span))])


class Reading(Detector):
    """A detector of what is said, which needs no master: it works on a transcript by itself."""

    __slots__ = ()

    @abstractmethod
    def has_text(self, known: Analysis) -> bool:
        """Whether there is anything that it can read."""

    @abstractmethod
    def read(self, model: Path | None, known: Analysis) -> Generator[float, None, object]:
        """The finding, yielding the share done (0-1)."""


class Deducing(Detector):
    """A detector that decodes nothing: it joins what others found. Its findings are not remembered."""

    __slots__ = ()

    @abstractmethod
    def deduce(self, master: Master, known: Analysis) -> object:
        """The finding."""
