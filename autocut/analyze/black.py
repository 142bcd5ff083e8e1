"""Where the picture is black."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from autocut.analyze.detector import Looking
from autocut.media.frames import THUMBNAIL, Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span

# Luma of video range, which begins at 16, an eighth of the way up.
_DARK = 43
_SHORTEST_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Black(Looking):
    """Runs of frames, of 0.1 s and more, in which 98 % of the thumbnail is darker than an eighth of full scale."""

    does: ClassVar[str] = "finding black"
    version: ClassVar[int] = 2
    view: ClassVar[View] = THUMBNAIL

    def look(self, master: Master, model: Path | None, known: Analysis) -> _BlackLook:
        """A pass over all that the decode gives."""
        return _BlackLook(master)


@dataclass(slots=True)
class _BlackLook:
    master: Master
    since: float | None = None
    spans: list[Span] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import numpy as np

        if np.percentile(frame.image[..., 0], 98) >= _DARK:
            self._close(frame.time)
        elif self.since is None:
            self.since = frame.time

    def found(self) -> tuple[Span, ...]:
        self._close(self.master.duration)
        return tuple(span for span in self.spans if span.duration >= _SHORTEST_SECONDS)

    def _close(self, time: float) -> None:
        if self.since is not None:
            self.spans.append(Span(self.since, max(self.since, time)))
        self.since = None
