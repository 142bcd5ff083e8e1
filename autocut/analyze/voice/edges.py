"""The true edges of voice: where the sound itself rises out of its surroundings and falls back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autocut.analyze.voice.levels import STEP
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SURROUNDINGS = 1.5
_OUTWARDS = 0.2
_INWARDS = 0.15
_ABOVE_NOISE = 8.0
_BELOW_VOICE = 32.0
_CLEAR = 14.0
_STEADY = 3


def sharpened(stretches: Sequence[Span], levels: NDArray[np.float32]) -> tuple[Span, ...]:
    """The stretches with each edge moved to where the level crosses what voice stands out by, if it does stand out.

    `levels` are in dB, one every 10 ms from time zero. A voice 14 dB or less above what surrounds it keeps its
    edges: over music the level says nothing.
    """
    edges: list[Span] = []
    for k, stretch in enumerate(stretches):
        before = stretches[k - 1].end if k else 0.0
        after = stretches[k + 1].start if k + 1 < len(stretches) else len(levels) * STEP
        edges.append(_sharpened(stretch, levels, Span(before, max(before, after))))
    return _apart(edges)


def threshold(levels: NDArray[np.float32], stretch: Span) -> float | None:
    """The level in dB that parts the voice of a stretch from what surrounds it; None where nothing does."""
    import numpy as np

    first, end = round(stretch.start / STEP), round(stretch.end / STEP)
    reach = round(_SURROUNDINGS / STEP)
    around, voice = levels[max(0, first - reach) : end + reach], levels[first:end]
    if not len(voice):
        return None
    noise, loud = float(np.percentile(around, 5)), float(np.percentile(voice, 90))
    return max(noise + _ABOVE_NOISE, loud - _BELOW_VOICE) if loud - noise > _CLEAR else None


def _sharpened(stretch: Span, levels: NDArray[np.float32], room: Span) -> Span:
    level = threshold(levels, stretch)
    if level is None:
        return stretch
    loud = levels > level
    outwards, inwards = round(_OUTWARDS / STEP), round(_INWARDS / STEP)
    first, end = round(stretch.start / STEP), round(stretch.end / STEP)
    lowest, highest = max(first - outwards, round(room.start / STEP)), min(end + outwards, round(room.end / STEP))
    onset = _crossing(loud[lowest : first + inwards], first - lowest)
    offset = _crossing(loud[end - inwards : highest][::-1], highest - end)
    start = stretch.start if onset is None else (lowest + onset) * STEP
    close = stretch.end if offset is None else (highest - offset) * STEP
    return Span(start, close) if start < close else stretch


def _crossing(loud: NDArray[np.bool_], given: int) -> int | None:
    """The step from which on it is loud, seen from the given one: backwards while it is, else forwards until it is."""
    step = min(given, len(loud))
    if loud[step : step + _STEADY].any():
        while step > 0 and loud[max(0, step - _STEADY) : step].any():
            step -= 1
        while step < len(loud) and not loud[step]:
            step += 1
        return step
    later = loud[step:].nonzero()[0]
    return step + int(later[0]) if len(later) else None


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, none reaching into the next."""
    apart: list[Span] = []
    for span in spans:
        start = max(span.start, apart[-1].end) if apart else span.start
        if span.end > start:
            apart.append(Span(start, span.end))
    return tuple(apart)
