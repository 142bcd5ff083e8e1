"""Black and frozen picture that the films of a version do not have there themselves."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from autocut.media.measure import Meters, still_meters
from autocut.model.geometry import Box, Size
from autocut.model.reframe import framing_at
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span, as_timecodes, uncovered, united
from autocut.model.timeline import Clip
from autocut.render.films import Films

_BRIEF = 0.1
_LEAST_BLACK, _LEAST_FROZEN = 0.15, 0.7
_MARGIN_SECONDS = 1.0


def stillness_check(read: Meters, rendition: Rendition, films: Films) -> Generator[float, None, Check]:
    """The check of what the meters saw in the finished file; yields the share done.

    The films are decoded only where the file is black or stands still, and as much of them as it shows. Cards may be
    both.
    """
    black: list[Span] = []
    frozen: list[Span] = []
    for clip, placed in rendition.timeline.placed():
        if clip.card is None:
            parts = _within(read.black, placed), _within(read.frozen, placed)
            for looked in _looked(parts, placed):
                own = yield from _own(clip, looked, placed, rendition, films)
                black += _lacking(parts[0], own.black, looked)
                frozen += _lacking(parts[1], own.frozen, looked)
    black, frozen = _lasting(black, _LEAST_BLACK), _lasting(frozen, _LEAST_FROZEN)
    # What is black does not move either.
    frozen = [span for span in frozen if not any(span.overlap(other) > 0.5 * span.duration for other in black)]
    said = [f"black at {as_timecodes(span)}" for span in black] + [f"frozen at {as_timecodes(span)}" for span in frozen]
    return Check("no black or frozen picture of its own", not said, ", ".join(said) or "none", "what its films have")


def _within(spans: Sequence[Span], placed: Span) -> list[Span]:
    return [span.clipped(placed) for span in spans if span.overlap(placed) > _BRIEF]


def _lasting(spans: Sequence[Span], least: float) -> list[Span]:
    """Those that last longer, each with what goes on behind a cut."""
    return [span for span in united(spans) if span.duration > least]


def _looked(parts: Sequence[Sequence[Span]], placed: Span) -> Iterator[Span]:
    wide = (
        Span(max(0.0, span.start - _MARGIN_SECONDS), span.end + _MARGIN_SECONDS) for spans in parts for span in spans
    )
    yield from (span.clipped(placed) for span in united(wide))


def _own(clip: Clip, looked: Span, placed: Span, rendition: Rendition, films: Films) -> Generator[float, None, Meters]:
    """What the clip's film has there, in time from the start of `looked`, which is timeline time."""
    film = films.of(clip)
    window = _window(rendition, looked, film.size) if clip.of_master and rendition.framings else None
    source = looked.moved(clip.span.start - placed.start)
    return (yield from still_meters(film.path, film.video.index, source, rendition.timeline.frame_rate, window))


def _lacking(parts: Sequence[Span], own: Sequence[Span], looked: Span) -> Iterator[Span]:
    theirs = sorted(span.moved(looked.start) for span in own)
    for part in parts:
        if part.overlap(looked) > 0:
            yield from uncovered(theirs, part)


def _window(rendition: Rendition, looked: Span, size: Size) -> Box:
    """All that the panels show then of a master of that size, as shares of its sides."""
    changes = (each.time for each in rendition.framings if looked.start < each.time < looked.end)
    boxes = [
        Box(*panel.path.at(time), panel.path.size.width, panel.path.size.height)
        for change in (looked.start, *changes)
        for panel in framing_at(rendition.framings, change).panels
        for time in (looked.start, looked.end, *(k.time for k in panel.path.keyframes))
        if looked.start <= time <= looked.end
    ]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left / size.width, top / size.height, (right - left) / size.width, (bottom - top) / size.height)
