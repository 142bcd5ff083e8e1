"""The part of the picture that ever lights up, where black bars are baked into the master."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from autocut.analyze.detector import Looking
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import Master

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DARK = 28
# One frame may be a flash; a few more, where a decode of few frames is off until the next key frame.
_FRAMES_LIT, _SHARE_LIT = 2, 0.05
_SOFT = 2
_WORTH_CUTTING = 0.97


@dataclass(frozen=True, slots=True)
class Bars(Looking):
    """Rows and columns at the edges that stay dark in all but one, or one in twenty, of the sampled frames are bars."""

    does: ClassVar[str] = "finding black bars"
    version: ClassVar[int] = 4
    view: ClassVar[View] = View(longest_side=640, every=1.0)
    effort: ClassVar[float] = 0.5

    def look(self, master: Master, model: Path | None, known: Analysis) -> _BarsLook:
        """A pass over one frame a second."""
        return _BarsLook(master.size)


@dataclass(slots=True)
class _BarsLook:
    size: Size
    rows: Any = None
    columns: Any = None
    seen: list[float] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import numpy as np

        luma = frame.image.max(axis=2)
        # Noise and a stray bright pixel do not light a line: a fiftieth of it must.
        rows = np.percentile(luma, 98, axis=1) > _DARK
        columns = np.percentile(luma, 98, axis=0) > _DARK
        self.rows = rows.astype(int) if self.rows is None else self.rows + rows
        self.columns = columns.astype(int) if self.columns is None else self.columns + columns
        self.seen.append(frame.time)

    def found(self) -> Box | None:
        if self.rows is None:
            return None
        needed = min(max(_FRAMES_LIT, math.ceil(_SHARE_LIT * len(self.seen))), len(self.seen))
        top, bottom = _lit(self.rows >= needed)
        left, right = _lit(self.columns >= needed)
        height, width = len(self.rows), len(self.columns)
        share = (bottom - top) * (right - left) / (height * width)
        if share == 0 or share > _WORTH_CUTTING:
            return None
        # Bars end softly, by chroma and by scaling.
        left, right = left + _SOFT * (left > 0), right - _SOFT * (right < width)
        top, bottom = top + _SOFT * (top > 0), bottom - _SOFT * (bottom < height)
        # The image's sides are even, so that its two scales may differ a little.
        wide, high = self.size.width / width, self.size.height / height
        return Box(left * wide, top * high, (right - left) * wide, (bottom - top) * high)


def _lit(lines: NDArray[np.bool_]) -> tuple[int, int]:
    lit = lines.nonzero()[0]
    return (int(lit[0]), int(lit[-1]) + 1) if len(lit) else (0, 0)
