"""The music under a trailer: a tune that was brought, or a stretch of the master's own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.signal import Signal
from autocut.model.span import Span, as_timecodes, covered, uncovered, united
from autocut.model.timeline import Music
from autocut.plan.footage import Footage
from autocut.plan.trailer.piece import Piece, Placed

SILENT_DB = -96.0
"""A gain that leaves nothing of 16-bit sound."""

_LOW_DB = -12.0
_WORTH_SAYING_SECONDS = 0.1
_STARTS_EVERY_SECONDS = 0.5
_THIRDS = 3


@dataclass(frozen=True, slots=True)
class Bed:
    """Where the music comes from, at which second of it the trailer begins, how long it lasts, and its beats.

    `beats` are timeline time; `own` tells that the music is the master's.
    """

    source: str
    start: float
    duration: float
    beats: tuple[float, ...]
    own: bool = False

    def under(self, seconds: float) -> Music:
        """The music of a trailer that lasts so long."""
        return Music(self.source, Span(self.start, self.start + min(seconds, self.duration)))

    def notes(self, seconds: float) -> tuple[str, ...]:
        """What is to be said of it under a trailer that lasts so long."""
        if self.own:
            return (f"its music is the master's own, {as_timecodes(self.under(seconds).span)}",)
        missing = seconds - self.duration
        return (f"its music ends {missing:.1f} s before it does",) if missing > _WORTH_SAYING_SECONDS else ()


def bed_of(footage: Footage, places: Sequence[Placed], seconds: float, allowed: Span) -> Bed | None:
    """The tune that was brought, or the master's own music for up to so many seconds; None where there is neither.

    The master's own is taken only where no piece in which somebody speaks has music of its own.
    """
    said = [placed.piece.span for placed in places if placed.piece.spoken]
    if footage.brought.music:
        return brought(footage)
    return None if any(_music_in(span, footage) > 0 for span in said) else own(footage, seconds, allowed)


def gain(piece: Piece, bed: Bed | None, footage: Footage) -> float:
    """What the sound of a piece is raised by, in dB: over a bed speech alone is left as it is.

    Other sound is turned down, and music silenced.
    """
    if bed is None or piece.spoken:
        return 0.0
    return SILENT_DB if bed.own or _music_in(piece.span, footage) > 0 else _LOW_DB


def _music_in(span: Span, footage: Footage) -> float:
    return covered([sound.span for sound in footage.analysis.sounds if sound.kind == "music"], span)


def brought(footage: Footage) -> Bed | None:
    """The tune that was brought, from its beginning."""
    tune = footage.brought.music
    return Bed(tune.path, 0.0, tune.duration, tune.beats) if tune else None


def own(footage: Footage, seconds: float, allowed: Span) -> Bed | None:
    """So many seconds of the master's music over which nobody speaks, where it builds up most; None where it has none.

    It begins on a beat.
    """
    analysis = footage.analysis
    said = analysis.transcript.utterances if analysis.transcript else ()
    voices = united([*analysis.voice, *(sentence.span for sentence in said)])
    music = united(sound.span.clipped(allowed) for sound in analysis.sounds if sound.kind == "music")
    free = [part for span in music for part in uncovered(voices, span) if part.duration >= seconds]
    starts = [start for span in free for start in _starts(span, seconds, analysis.beats)]
    if not starts:
        return None
    curve = analysis.loudness.short_term if analysis.loudness else None
    start = max(starts, key=lambda time: (_rise(Span(time, time + seconds), curve), -time))
    beats = analysis.beats[bisect_left(analysis.beats, start) :]
    near = tuple(round(beat - start, 6) for beat in beats if beat <= start + seconds)
    return Bed(str(footage.master.path), start, seconds, near, own=True)


def _starts(span: Span, seconds: float, beats: Sequence[float]) -> list[float]:
    """The beats from which the seconds fit, or even steps where there is no beat."""
    last = span.end - seconds
    fit = [beat for beat in beats if span.start <= beat <= last]
    steps = int((last - span.start) / _STARTS_EVERY_SECONDS) + 1
    return fit or [span.start + k * _STARTS_EVERY_SECONDS for k in range(steps)]


def _rise(span: Span, curve: Signal | None) -> float:
    """By how many LU the last third is louder than the first."""
    levels = curve.over(span) if curve else ()
    third = len(levels) // _THIRDS
    return round(sum(levels[-third:]) / third - sum(levels[:third]) / third, 3) if third else 0.0
