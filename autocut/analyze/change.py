"""Whether a picture is worth looking at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDTH, _HEIGHT = 32, 18
# Levels of 255 that coding noise leaves of a mean over a cell, and the share of its light that a picture changes by
# at a cut, be it dark or bright.
_NOISE = 3.0
_CUT = 0.25
_DARKEST = 4.0

Changed = Literal["none", "some", "all"]


@dataclass(slots=True)
class Change:
    """Compares pictures with the one that was kept last, in cells of a 32nd of the width."""

    last: Any = None
    kept: Any = None

    def since_kept(self, image: NDArray[np.uint8]) -> Changed:
        """`none` where no cell changed, `all` where the whole picture did as at a cut, or nothing was kept yet."""
        import cv2

        self.last = cv2.resize(image, (_WIDTH, _HEIGHT), interpolation=cv2.INTER_AREA)
        if self.kept is None:
            return "all"
        apart = cv2.absdiff(self.last, self.kept).max(axis=2)
        if apart.max() < _NOISE:
            return "none"
        light = cv2.max(self.last, self.kept).max(axis=2).mean() + _DARKEST
        return "all" if apart.mean() > _CUT * light else "some"

    def keep(self) -> None:
        """Compare with the picture that was given last from now on."""
        self.kept = self.last
