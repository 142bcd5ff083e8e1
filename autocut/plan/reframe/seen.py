"""What is seen of one shot in one clip, on the timeline's clock and sampled on its frames."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.sight import Shot, Subject
from autocut.model.span import Span, frame_count
from autocut.model.timeline import Clip
from autocut.plan.reframe.speakers import said_by
from autocut.plan.reframe.windows import between
from autocut.plan.reframe.writing import blocks

_STEP_SECONDS = 0.2
# A face is looked for twice a second: it is there for a while before it is first found and after it was last.
_BESIDE_SECONDS = 0.6
# What moves over more of the picture than that is no one thing to look at.
_LARGEST_MOTION = 0.35

Kind = Literal["face", "person", "motion", "text"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to look at: its box at some times, and when it speaks (timeline time)."""

    kind: Kind
    times: tuple[float, ...]
    boxes: tuple[Box, ...]
    speaking: tuple[Span, ...] = ()

    def at(self, time: float) -> Box | None:
        """Where it is at that time, between two sightings on the straight line; None where it is not seen."""
        if not self.times[0] - _BESIDE_SECONDS <= time <= self.times[-1] + _BESIDE_SECONDS:
            return None
        after = bisect_right(self.times, time)
        if after in (0, len(self.times)):
            return self.boxes[max(0, after - 1)]
        start, end = self.times[after - 1], self.times[after]
        return between(self.boxes[after - 1], self.boxes[after], (time - start) / (end - start))

    def speaks(self, time: float) -> bool:
        """Whether it speaks at that time."""
        return any(span.start <= time < span.end for span in self.speaking)


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of a clip that is one shot, or a part of it: what is there, and where, at each of its steps.

    `span` is in timeline time and on its frames. `steps` are frames of it, from the first to the one behind the last,
    and `places` has for each thing its box at each step, None where it is not seen.
    """

    span: Span
    rate: Fraction
    area: Box
    things: tuple[Thing, ...]
    steps: tuple[float, ...]
    places: tuple[tuple[Box | None, ...], ...]

    def step_at(self, time: float) -> int:
        """The number of the step that is not later than that time."""
        return max(0, min(bisect_right(self.steps, time + 1e-6) - 1, len(self.steps) - 1))

    @property
    def step(self) -> float:
        """Seconds from one step to the next."""
        return (self.steps[-1] - self.steps[0]) / (len(self.steps) - 1)

    def of(self, kind: Kind) -> Iterator[int]:
        """The numbers of the things of that kind."""
        return (number for number, thing in enumerate(self.things) if thing.kind == kind)


def seen(analysis: Analysis, area: Box, shot: Shot, clip: Clip, placed: Span, rate: Fraction) -> Seen | None:
    """What the clip, placed in that span of timeline time, shows of the shot; None where that is less than a frame."""
    part = shot.span.clipped(clip.span)
    later = placed.start - clip.span.start
    first, last = (frame_count(time + later, rate) for time in (part.start, part.end))
    last = min(last, frame_count(placed.end, rate))
    if first >= last:
        return None
    span = Span(float(first / rate), float(last / rate))
    steps = frames(first, last, rate)
    spoken = said_by(analysis, shot.span)
    subjects = (
        _thing(subject, spoken.get(subject.id, ()), shot, later, area) for subject in analysis.subjects_over(shot.span)
    )
    writing = (
        Thing("text", (block.span.start + later, block.span.end + later), (block.box, block.box))
        for block in blocks(analysis.text, shot.span, area)
    )
    things = [thing for thing in (*subjects, *writing) if thing is not None]
    places = [tuple(thing.at(step) for step in steps) for thing in things]
    kept = [k for k, boxes in enumerate(places) if any(boxes)]
    return Seen(span, rate, area, tuple(things[k] for k in kept), steps, tuple(places[k] for k in kept))


def frames(first: int, last: int, rate: Fraction) -> tuple[float, ...]:
    """The times of the first and the last frame and of every fifth of a second between, evenly, on frames."""
    count = max(1, round((last - first) / max(1, round(_STEP_SECONDS * rate))))
    return tuple(float((first + round((last - first) * k / count)) / rate) for k in range(count + 1))


def _thing(subject: Subject, speaking: Sequence[Span], shot: Shot, later: float, area: Box) -> Thing | None:
    inside = [sighting for sighting in subject.sightings if shot.span.start <= sighting.time < shot.span.end]
    if subject.kind == "motion":
        inside = [sighting for sighting in inside if sighting.box.area <= _LARGEST_MOTION * area.area]
    if not inside:
        return None
    times = tuple(sighting.time + later for sighting in inside)
    said = tuple(span.moved(later) for span in speaking if span.end + later > 0)
    return Thing(subject.kind, times, tuple(sighting.box for sighting in inside), said)
