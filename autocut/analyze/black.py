"""Where the picture is black."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from autocut.media.frames import Frame, View
from autocut.model.media import Master
from autocut.model.span import Span

_DARK = 32
_SHORTEST_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Black:
    """Runs of frames, of 0.1 s and more, in which 98 % of the pixels are darker than an eighth of full scale."""

    does: ClassVar[str] = "finding black"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=64)
    weights: ClassVar[None] = None
    is_essential: ClassVar[bool] = True

    def concerns(self, master: Master) -> bool:
        """Every master has a picture."""
        return True

    def look(self, master: Master, model: Path | None) -> _BlackLook:
        """A pass that needs every frame."""
        return _BlackLook(master)


@dataclass(slots=True)
class _BlackLook:
    master: Master
    since: float | None = None
    spans: list[Span] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import numpy as np

        if np.percentile(frame.image, 98) >= _DARK:
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
