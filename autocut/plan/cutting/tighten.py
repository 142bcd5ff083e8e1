"""Pauses shortened, filler words and first takes left out: which pieces of a passage stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from autocut.model.preset import Tighten
from autocut.model.sound import SoundKind
from autocut.model.span import Span, covered, uncovered, united
from autocut.plan.assemble import frame_times
from autocut.plan.cutting.bounds import Bounds, clear
from autocut.plan.cutting.fillers import fillers
from autocut.plan.cutting.retakes import retakes

_LEAST_SAVED_SECONDS = 0.12
_AFTER_THE_VOICE = 0.6
_HEARD: tuple[SoundKind, ...] = ("music", "laughter", "applause")
_MOST_HEARD = 0.3
_TRIED = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """Pauses of over `longest` seconds become `kept` long; `phrases` tells whether "you know" is a filler too."""

    longest: float
    kept: float
    phrases: bool


_PACES: Mapping[Tighten, Pace] = {"gentle": Pace(0.7, 0.45, phrases=False), "tight": Pace(0.35, 0.2, phrases=True)}


def tightened(span: Span, bounds: Bounds) -> tuple[Span, ...]:
    """The pieces of a passage that stay (master time), in order: all of it where the preset tightens nothing.

    What is left out lies in true gaps of the voice, or is a filler or a take that is repeated, between two of them. A
    pause that is filled by music, laughter, applause or black stays, and so does one where the pieces or their shots
    would last under 12 frames.
    """
    pace = _PACES.get(bounds.edit.tighten)
    if pace is None:
        return (span,)
    least = bounds.slivers.least
    pieces: list[Span] = []
    start = shown = span.start
    for hole in _holes(span, bounds, pace):
        lead = bounds.slivers.lead(hole.start, hole.end) or 0.0
        if min(hole.start - start, hole.start + lead - shown, span.end - hole.end - max(0.0, lead)) >= least:
            pieces.append(Span(start, hole.start))
            start, shown = hole.end, hole.end + lead
    return (*pieces, Span(start, span.end))


def _holes(span: Span, bounds: Bounds, pace: Pace) -> Iterator[Span]:
    """What can be left out, in order."""
    idle = sorted([*fillers(span, bounds, phrases=pace.phrases), *retakes(span, bounds)])
    spoken = united(part for voice in bounds.voices(span) for part in uncovered(idle, voice))
    spoken = tuple(voice for voice in spoken if voice.overlap(span) > 0)
    for before, after in pairwise(spoken):
        pause = Span(before.end, max(before.end, after.start))
        filled = any(filler.overlap(pause) > 0 for filler in idle)
        if (filled or pause.duration > pace.longest) and not _belongs(pause, bounds):
            hole = _hole(pause, bounds, pace)
            if hole is not None:
                yield hole


def _hole(pause: Span, bounds: Bounds, pace: Pace) -> Span | None:
    """The longest part of a pause that leaves as much of it as is kept, and no sliver of a shot at the join."""
    gaps = list(bounds.gaps(pause))
    first, last = gaps[0], gaps[-1]
    kept = min(pace.kept, pause.duration)
    wanted = Span(pause.start + _AFTER_THE_VOICE * kept, pause.end - (1 - _AFTER_THE_VOICE) * kept)
    master = bounds.footage.master
    ends = sorted(frame_times(clear(first, master.span), master), key=lambda time: abs(time - wanted.start))
    starts = sorted(frame_times(clear(last, master.span), master), key=lambda time: abs(time - wanted.end))
    best = min(
        (
            (abs(end - wanted.start) + abs(start - wanted.end), end, start)
            for end in ends[:_TRIED]
            for start in starts[:_TRIED]
            if start - end >= _LEAST_SAVED_SECONDS and bounds.slivers.lead(end, start) is not None
        ),
        default=None,
    )
    return Span(best[1], best[2]) if best else None


def _belongs(pause: Span, bounds: Bounds) -> bool:
    """Whether it is heard, or seen as black: one scene fades out and another in."""
    analysis = bounds.footage.analysis
    sounds = [sound.span for sound in analysis.sounds if sound.kind in _HEARD]
    return covered(sounds, pause) > _MOST_HEARD * pause.duration or covered(analysis.black, pause) > 0
