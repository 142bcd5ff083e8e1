"""Shots, by PySceneDetect's detectors fed from the shared decode."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Literal

from autocut.analyze.detector import Looking
from autocut.analyze.shots.assemble import tiled
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span

_SHORTEST_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class PySceneDetect(Looking):
    """Cuts where `method` of PySceneDetect sees one: `adaptive` (content against its neighbourhood) or `content`.

    It tells no confidence: all are given 1.
    """

    method: Literal["adaptive", "content"] = "adaptive"

    does: ClassVar[str] = "finding shots"
    version: ClassVar[int] = 2
    view: ClassVar[View] = View(longest_side=256)

    def closely(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """Its methods were made for every frame."""
        return (master.span,)

    def look(self, master: Master, model: Path | None, known: Analysis) -> _ShotLook:
        """A pass that needs every frame."""
        from scenedetect.detectors import AdaptiveDetector, ContentDetector

        shortest = max(1, round(_SHORTEST_SECONDS * master.video.stored_rate))
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
        times = [self.times[cut] for cut in sorted(self.cuts) if 0 < cut < len(self.times)]
        return tiled([Transition("cut", Span(time, time), 1.0) for time in times], self.master.span)

    def _timecode(self, number: int) -> Any:
        from scenedetect import FrameTimecode

        return FrameTimecode(number, fps=Fraction(self.master.video.stored_rate))
