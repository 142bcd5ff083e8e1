"""Stretches of a version as a version of their own, to try what the whole would cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autocut.model.captions import Cue
from autocut.model.reframe import Framing, framing_at
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline


def excerpt(rendition: Rendition, spans: Sequence[Span]) -> Rendition:
    """The version cut down to what it plays in the spans (timeline time, in order, on frames), one after the other.

    Sound joins with the picture, chapters are left out; all else is as in the whole.
    """
    timeline = rendition.timeline
    clips = tuple(clip for span in spans for clip in _clips(timeline, span))
    moves = list(_moves(spans))
    music = timeline.music
    if music is not None:
        start = min(music.span.start + (spans[0].start if spans else 0.0), music.span.end)
        music = replace(music, span=Span(start, music.span.end))
    muted = (
        replace(each, span=each.span.clipped(span).moved(by))
        for span, by in moves
        for each in timeline.muted
        if each.span.overlap(span) > 0
    )
    return replace(
        rendition,
        timeline=Timeline(timeline.frame_rate, clips, music, tuple(muted)),
        framings=tuple(_framings(rendition.framings, moves)) if rendition.framings else (),
        cues=tuple(_cue(cue, span, by) for span, by in moves for cue in rendition.cues if cue.span.overlap(span) > 0),
    )


def _clips(timeline: Timeline, span: Span) -> Iterator[Clip]:
    for clip, placed in timeline.placed():
        if placed.overlap(span) > 0:
            played = placed.clipped(span).moved(clip.span.start - placed.start) if clip.card is None else None
            length = placed.overlap(span)
            yield replace(clip, span=played or Span(0.0, length), lead=0.0)


def _moves(spans: Sequence[Span]) -> Iterator[tuple[Span, float]]:
    """Each span with the seconds by which what it plays is moved."""
    reached = 0.0
    for span in spans:
        yield span, reached - span.start
        reached += span.duration


def _framings(framings: tuple[Framing, ...], moves: Sequence[tuple[Span, float]]) -> Iterator[Framing]:
    for span, by in moves:
        yield replace(framing_at(framings, span.start).moved(by), time=span.start + by)
        yield from (framing.moved(by) for framing in framings if span.start < framing.time < span.end)


def _cue(cue: Cue, span: Span, by: float) -> Cue:
    words = tuple(
        replace(word, span=word.span.clipped(span).moved(by)) for word in cue.words if word.span.overlap(span)
    )
    return replace(cue, span=cue.span.clipped(span).moved(by), words=words)
