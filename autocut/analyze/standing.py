"""Lines of writing from the frame in which they come up to the one in which they are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SAME = 0.7
_COVERED = 0.5


@dataclass(slots=True)
class Line:
    """A line of writing, in pixels of the images, with how sure it is (0-1), how it looks and when it stands."""

    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    looks: Any = None
    since: float = 0.0

    def within(self, luma: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What a picture shows at its place."""
        return luma[self.top : self.bottom, self.left : self.right]

    def stands_in(self, luma: NDArray[np.uint8]) -> bool:
        """Whether a picture shows it at its place, be it fainter, by normalised correlation."""
        import cv2

        return float(cv2.matchTemplate(self.within(luma), self.looks, cv2.TM_CCOEFF_NORMED)[0, 0]) > _SAME

    def covers(self, other: Line) -> bool:
        """Whether at least half of the other lies within it."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        area = (other.right - other.left) * (other.bottom - other.top)
        return across > 0 and down > 0 and across * down >= _COVERED * area


@dataclass(slots=True)
class Standing:
    """The lines that stand now, and the pictures since they were looked for last."""

    lines: list[Line] = field(default_factory=list)
    before: list[tuple[float, Any]] = field(default_factory=list)

    def see(self, time: float, luma: NDArray[np.uint8]) -> Iterator[Line]:
        """Take the next picture, of seconds `time`; the lines that are gone in it."""
        gone = [line for line in self.lines if not line.stands_in(luma)]
        self.lines = [line for line in self.lines if line not in gone]
        self.before.append((time, luma))
        yield from gone

    def add(self, found: Iterable[Line]) -> None:
        """Take the lines found in the last picture; those that are new stand since the first picture with them."""
        _, luma = self.before[-1]
        for line in found:
            if any(old.covers(line) for old in self.lines):
                continue
            line.looks = line.within(luma)
            for time, seen in reversed(self.before):
                if not line.stands_in(seen):
                    break
                line.since = time
            self.lines.append(line)
        del self.before[:-1]
