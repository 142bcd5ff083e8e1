"""How much the picture changes from sample to sample."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from autocut.media.frames import Frame, View
from autocut.model.analysis import Signal
from autocut.model.media import Master

_RATE = 5.0


@dataclass(frozen=True, slots=True)
class Motion:
    """Mean absolute luma difference (0-1) between frames a fifth of a second apart."""

    does: ClassVar[str] = "measuring motion"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=160, every=1 / _RATE)
    weights: ClassVar[None] = None
    is_essential: ClassVar[bool] = True

    def concerns(self, master: Master) -> bool:
        """Every master has a picture."""
        return True

    def look(self, master: Master, model: Path | None) -> _MotionLook:
        """A pass over five frames a second."""
        return _MotionLook()


@dataclass(slots=True)
class _MotionLook:
    before: Any = None
    values: list[float] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2

        luma = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)
        change = 0.0 if self.before is None else float(cv2.absdiff(luma, self.before).mean()) / 255
        self.before = luma
        due = round(frame.time * _RATE)
        while len(self.values) <= due:
            self.values.append(round(change, 5))

    def found(self) -> Signal:
        return Signal(_RATE, tuple(self.values))
