"""How long each piece of a trailer is: shortening over the build, and on the beats of the music."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from autocut.model.preset import Trailer
from autocut.model.span import Span, frame_count
from autocut.plan.assemble import on_frames
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.slivers import LEAST_FRAMES
from autocut.plan.trailer.arc import Lengths
from autocut.plan.trailer.piece import Placed

_FIRST_OF_BUILD, _LAST_OF_BUILD = 1.5, 0.6
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Pulse:
    """The frames of the timeline at which there is a beat, and where the title card stands: before which piece, and
    for how many frames. `rate` is the timeline's; no piece is cut to less than `shortest` seconds."""

    rate: Fraction
    beats: tuple[int, ...] = ()
    title_before: int = -1
    title_frames: int = 0
    shortest: float = 0.0

    @classmethod
    def of(cls, rate: Fraction, beats: Sequence[float], title_before: int, style: Trailer) -> Pulse:
        """The pulse of beats in seconds of the timeline."""
        frames = tuple(sorted({frame_count(beat, rate) for beat in beats}))
        return cls(rate, frames, title_before, frame_count(style.title_card, rate), style.min_clip)


def wished(places: Sequence[Placed], lengths: Lengths, seconds: float) -> list[float]:
    """The length of each piece in seconds, so that together they last `seconds` where they can.

    What may not be shortened lasts as long as it is; the others are as long as their places want, those of the build
    from half as long again down to six tenths of it, all stretched or shortened alike within what they have.
    """
    build = [k for k, placed in enumerate(places) if placed.role == "build" and not placed.piece.whole]
    ideal = [lengths.of(placed.piece, placed.role) for placed in places]
    for number, k in enumerate(build):
        done = number / max(1, len(build) - 1)
        ideal[k] *= _FIRST_OF_BUILD * (_LAST_OF_BUILD / _FIRST_OF_BUILD) ** done
    most = [placed.piece.span.duration for placed in places]
    least = [
        own if placed.piece.whole else min(lengths.shortest, own) for placed, own in zip(places, most, strict=True)
    ]
    scale = 1.0
    for _ in range(_ROUNDS):
        found = [
            min(high, max(low, scale * each)) if low < high else high
            for each, low, high in zip(ideal, least, most, strict=True)
        ]
        free = math.fsum(own for own, low, high in zip(found, least, most, strict=True) if low < own < high)
        missing = seconds - math.fsum(found)
        if abs(missing) < 1e-6:
            break
        scale *= max(0.1, (free + missing) / free) if free > 0 else (1.25 if missing > 0 else 0.8)
    return found


def cut(places: Sequence[Placed], lengths: Sequence[float], bounds: Bounds, pulse: Pulse) -> tuple[Span, ...]:
    """What is played of each piece (master time): about the lengths, on whole frames.

    A piece that may be shortened ends on the beat next to where it should, if it reaches one; no end leaves a sliver
    of another shot. Being early or late is made up for in the next.
    """
    found: list[Span] = []
    frame, due = 0, 0.0
    for number, (placed, length) in enumerate(zip(places, lengths, strict=True)):
        if number == pulse.title_before:
            frame, due = frame + pulse.title_frames, due + float(pulse.title_frames / pulse.rate)
        due += length
        span = placed.piece.span
        if not placed.piece.whole:
            span = _shortened(span, frame, due, bounds, pulse)
        found.append(span)
        frame += frame_count(span.duration, pulse.rate)
        due = due if not placed.piece.whole else float(frame / pulse.rate)
    return tuple(found)


def _shortened(span: Span, frame: int, due: float, bounds: Bounds, pulse: Pulse) -> Span:
    """The beginning of the span that ends near to the time `due` on the timeline, where it begins at `frame`."""
    master = bounds.footage.master
    least = min(span.duration, max(pulse.shortest, float(LEAST_FRAMES / master.video.frame_rate)))
    starts = float(frame / pulse.rate)
    earliest, latest = starts + least, starts + span.duration

    def ends(time: float) -> Span:
        return on_frames(Span(span.start, min(span.end, span.start + time - starts)), master)

    first = bisect_left(pulse.beats, math.ceil(earliest * pulse.rate))
    last = bisect_right(pulse.beats, math.floor(latest * pulse.rate))
    hits = sorted((float(beat / pulse.rate) for beat in pulse.beats[first:last]), key=lambda time: abs(time - due))
    spans = [made for time in hits if bounds.slivers.spare(made := ends(time))]
    if spans:
        return spans[0]
    near = ends(min(latest, max(earliest, due)))
    return near if bounds.slivers.spare(near) else span
