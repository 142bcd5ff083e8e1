"""How bright, sharp and colourful the picture is."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from autocut.analyze.detector import Looking
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sight import Appearance
from autocut.model.signal import Signal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RATE = 2.0
_SPREAD = 9
_EXTREMELY_COLOURFUL = 109.0
_STRENGTH_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Looks(Looking):
    """Brightness, sharpness and colourfulness (0-1), twice a second."""

    does: ClassVar[str] = "measuring how it looks"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=416, every=1 / _RATE)
    effort: ClassVar[float] = 0.3

    def look(self, master: Master, model: Path | None, known: Analysis) -> _LooksLook:
        """A pass over two frames a second."""
        return _LooksLook()


@dataclass(slots=True)
class _LooksLook:
    values: list[tuple[float, float, float]] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2

        luma = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)
        now = (float(luma.mean()) / 255, _sharpness(luma), _colourfulness(frame.image))
        missed = round(frame.time * _RATE) + 1 - len(self.values)
        self.values.extend([(round(now[0], 4), round(now[1], 4), round(now[2], 4))] * missed)

    def found(self) -> Appearance:
        brightness, sharpness, colourfulness = zip(*self.values, strict=True) if self.values else ((), (), ())
        return Appearance(Signal(_RATE, brightness), Signal(_RATE, sharpness), Signal(_RATE, colourfulness))


def _sharpness(luma: NDArray[np.uint8]) -> float:
    """How much of the difference between neighbouring pixels blurring takes away (0-1), along the blurrier axis.

    Crete et al., "The blur effect: perception and estimation with a new no-reference perceptual blur metric", 2007.
    A plain field has no sharpness.
    """
    import cv2
    import numpy as np

    sharp = []
    for axis, kernel in ((0, (1, _SPREAD)), (1, (_SPREAD, 1))):
        before = np.abs(np.diff(luma.astype(np.float32), axis=axis))
        after = np.abs(np.diff(cv2.blur(luma.astype(np.float32), kernel), axis=axis))
        lost, total = float(np.maximum(0, before - after).sum()), float(before.sum())
        sharp.append(lost / total if total > before.size else 0.0)
    return min(sharp)


def _colourfulness(image: NDArray[np.uint8]) -> float:
    """The spread and strength of opponent colours, 1 where people say "extremely colourful".

    Hasler and Suesstrunk, "Measuring colourfulness in natural images", 2003.
    """
    import cv2
    import numpy as np

    blue, green, red = cv2.split(image.astype(np.float32))
    opponents = (red - green, (red + green) / 2 - blue)
    spread = math.hypot(*(float(each.std()) for each in opponents))
    strength = math.hypot(*(float(each.mean()) for each in opponents))
    return min(1.0, (spread + _STRENGTH_WEIGHT * strength) / _EXTREMELY_COLOURFUL)
