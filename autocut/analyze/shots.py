"""Shots, by PySceneDetect's detectors fed from the shared decode."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from autocut.media.frames import Frame, View
from autocut.model.analysis import Shot
from autocut.model.media import Master
from autocut.model.preset import ShotDetector
from autocut.model.span import Span

_SHORTEST_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Shots:
    """Cuts where `method` of PySceneDetect sees one: `adaptive` (content against its neighbourhood) or `content`."""

    method: ShotDetector = "adaptive"

    does: ClassVar[str] = "finding shots"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=256)
    weights: ClassVar[None] = None
    is_essential: ClassVar[bool] = True

    def concerns(self, master: Master) -> bool:
        """Every master has a picture."""
        return True

    def look(self, master: Master, model: Path | None) -> _ShotLook:
        """A pass that needs every frame."""
        from scenedetect.detectors import AdaptiveDetector, ContentDetector

        shortest = max(1, round(_SHORTEST_SECONDS * master.video.frame_rate))
        kind = AdaptiveDetector if self.method == "adaptive" else ContentDetector
        return _ShotLook(master, kind(min_scene_len=shortest))


@dataclass(slots=True)
class _ShotLook:
    master: Master
    detector: Any
    times: list[float] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)

    def see(self, frame: Frame) -> None:
        # PySceneDetect counts frames; the count leads back to the frame's own time, which holds for uneven rates too.
        found = self.detector.process_frame(self._timecode(len(self.times)), frame.image)
        self.times.append(frame.time)
        self.cuts.update(timecode.frame_num for timecode in found)

    def found(self) -> tuple[Shot, ...]:
        if self.times:
            last = self.detector.post_process(self._timecode(len(self.times) - 1))
            self.cuts.update(timecode.frame_num for timecode in last)
        starts = [0.0, *(self.times[cut] for cut in sorted(self.cuts) if 0 < cut < len(self.times))]
        ends = [*starts[1:], max(self.master.duration, starts[-1])]
        return tuple(Shot(Span(start, end)) for start, end in zip(starts, ends, strict=True))

    def _timecode(self, number: int) -> Any:
        from scenedetect import FrameTimecode

        return FrameTimecode(number, fps=Fraction(self.master.video.frame_rate))
