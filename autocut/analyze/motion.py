"""How much the picture changes from sample to sample."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from autocut.analyze.detector import Looking
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.signal import Signal

_RATE = 5.0


@dataclass(frozen=True, slots=True)
class Motion(Looking):
    """Mean absolute luma difference (0-1) in a fifth of a second, from frames about so far apart."""

    does: ClassVar[str] = "measuring motion"
    version: ClassVar[int] = 2
    view: ClassVar[View] = View(longest_side=160, every=1 / _RATE)

    def look(self, master: Master, model: Path | None, known: Analysis) -> _MotionLook:
        """A pass over five frames a second."""
        return _MotionLook()


@dataclass(slots=True)
class _MotionLook:
    before: Any = None
    values: list[float] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2

        luma = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)
        change = 0.0
        if self.before is not None:
            earlier, time = self.before
            change = float(cv2.absdiff(luma, earlier).mean()) / 255 / max(1.0, (frame.time - time) * _RATE)
        self.before = (luma, frame.time)
        due = round(frame.time * _RATE)
        while len(self.values) <= due:
            self.values.append(round(change, 5))

    def found(self) -> Signal:
        return Signal(_RATE, tuple(self.values))
