"""A master without what is never to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from autocut.model.span import Span, united
from autocut.plan.assemble import frame_times
from autocut.plan.cutting.bounds import Bounds, clear


def without(whole: Span, never: Iterable[Span], bounds: Bounds) -> tuple[Span, ...]:
    """The pieces of `whole` beside the spans that are never to be shown (master time), in order, as long as can be.

    Where such a span begins or ends within a word or beside a sliver of a shot, as much more is left out as brings the
    cut into a true gap of the voice; a piece of under 12 frames goes too.
    """
    left_out = [span for span in united(never) if span.overlap(whole) > 0]
    edges = [Span(0.0, whole.start), *left_out, Span(whole.end, whole.end)]
    found: list[Span] = []
    for before, after in pairwise(edges):
        free = Span(before.end, max(before.end, after.start))
        start = whole.start if before.end <= whole.start else _opening(free, bounds)
        end = whole.end if after.start >= whole.end else _closing(free, bounds)
        if start is not None and end is not None and end - start >= bounds.slivers.least:
            found.append(Span(start, end))
    return tuple(found)


def _opening(free: Span, bounds: Bounds) -> float | None:
    """The first place at which a clip may begin."""
    for gap in bounds.gaps(free):
        for place in frame_times(clear(gap, free), bounds.footage.master):
            if not bounds.slivers.after(place):
                return place
    return None


def _closing(free: Span, bounds: Bounds) -> float | None:
    """The last place at which a clip may end."""
    for gap in reversed(list(bounds.gaps(free))):
        for place in reversed(list(frame_times(clear(gap, free), bounds.footage.master))):
            if not bounds.slivers.before(place):
                return place
    return None
