"""What captions should leave free: faces and burned-in writing, where they lie on the canvas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.reframe import Framing, framing_at
from autocut.model.sight import Sighting, Subject
from autocut.model.span import Span
from autocut.model.timeline import Timeline

_MOST_SAMPLES = 6
_BORDER = 0.1
_SMALL_FACE, _SMALL_FACE_WORTH = 0.002, 0.25
_SPEAKING, _MOUTH, _TEXT = 3.0, 2.0, 1.5


class Kept(NamedTuple):
    """A part of the canvas to leave free, and how much it counts: 1 for the upper half of a face that is silent."""

    box: Box
    worth: float


@dataclass(frozen=True)
class Scenery:
    """A master over its timeline, on a canvas of that size; without framings the whole of it, centred."""

    master: Master
    analysis: Analysis
    timeline: Timeline
    framings: tuple[Framing, ...]
    canvas: Size

    def over(self, span: Span) -> tuple[tuple[Kept, ...], ...]:
        """For each face and each writing that is seen within the span (timeline time), where it is, time after time."""
        return tuple(
            seen
            for clip, placed in self.timeline.placed()
            if clip.of_master and placed.overlap(span) > 0
            for seen in self._within(span.clipped(placed), clip.span.start - placed.start)
            if seen
        )

    @cached_property
    def changes(self) -> tuple[float, ...]:
        """When the picture changes (timeline time): at joins, shots and framings."""
        found = {framing.time for framing in self.framings}
        for clip, placed in self.timeline.placed():
            found |= {placed.start, placed.end}
            shots = self.analysis.shots_over(clip.span) if clip.of_master else ()
            inside = (shot.span.start - clip.span.start for shot in shots if shot.span.start > clip.span.start)
            found |= {placed.start + time for time in inside}
        return tuple(sorted(found))

    def _within(self, span: Span, later: float) -> Iterator[tuple[Kept, ...]]:
        """The same within one clip, whose time is `later` in the master than on the timeline."""
        master = Span(span.start + later, span.end + later)
        for subject in self.analysis.subjects_over(master):
            if subject.kind == "face":
                yield tuple(self._face(subject, master, later))
        for region in self.analysis.text:
            if region.span.overlap(master) > 0:
                yield tuple(Kept(box, _TEXT) for box in self._shown(region.box, span.middle))

    def _face(self, face: Subject, span: Span, later: float) -> Iterator[Kept]:
        seen = [sighting for sighting in face.sightings if span.start <= sighting.time < span.end]
        for sighting in _thinned(seen or [min(face.sightings, key=lambda each: abs(each.time - span.middle))]):
            speaks = any(said.span.start <= sighting.time < said.span.end for said in face.speaking)
            time = min(max(sighting.time, span.start), span.end) - later
            for box in self._shown(sighting.box, time):
                small = box.area < _SMALL_FACE * self.canvas.width * self.canvas.height
                worth = (_SPEAKING if speaks else 1.0) * (_SMALL_FACE_WORTH if small else 1.0)
                x, width = box.x - _BORDER * box.width, (1 + 2 * _BORDER) * box.width
                half, border = box.height / 2, _BORDER * box.height
                yield Kept(Box(x, box.y - border, width, half + border), worth)
                yield Kept(Box(x, box.y + half, width, half + border), worth * _MOUTH)

    def _shown(self, box: Box, time: float) -> Iterator[Box]:
        """Where a box of the master lies on the canvas: nowhere, where it is cut away."""
        if self.framings:
            return framing_at(self.framings, time).shown(box, time)
        size, canvas = self.master.size, self.canvas
        scale = min(canvas.width / size.width, canvas.height / size.height)
        left, top = (canvas.width - scale * size.width) / 2, (canvas.height - scale * size.height) / 2
        return iter((Box(left + scale * box.x, top + scale * box.y, scale * box.width, scale * box.height),))


def _thinned(seen: Sequence[Sighting]) -> Sequence[Sighting]:
    """At most so many samples, evenly."""
    return seen[:: max(1, -(-len(seen) // _MOST_SAMPLES))]
