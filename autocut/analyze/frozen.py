"""Where the picture stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from autocut.analyze.detector import Looking
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span

_CELLS = (32, 18)
# Levels of 255 by which the mean of some cell changes: grain and coding noise stay below, a small gesture does not.
_NOISE = 1.6
_SHORTEST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Frozen(Looking):
    """Stretches of half a second and more in which no part of the picture departs from how it was at their start."""

    does: ClassVar[str] = "finding still pictures"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=160, every=0.125)

    def look(self, master: Master, model: Path | None, known: Analysis) -> _FrozenLook:
        """A pass over eight frames a second."""
        return _FrozenLook(master.picture.end)


@dataclass(slots=True)
class _FrozenLook:
    end: float
    first: Any = None
    since: float = 0.0
    spans: list[Span] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2
        import numpy as np

        luma = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY).astype(np.float32)
        cells = cv2.resize(luma, _CELLS, interpolation=cv2.INTER_AREA)
        if self.first is None or float(cv2.absdiff(cells, self.first).max()) >= _NOISE:
            self._close(frame.time)
            self.first, self.since = cells, frame.time

    def found(self) -> tuple[Span, ...]:
        self._close(self.end)
        return tuple(self.spans)

    def _close(self, time: float) -> None:
        if self.first is not None and time - self.since >= _SHORTEST_SECONDS:
            self.spans.append(Span(self.since, time))
