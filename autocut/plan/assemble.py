"""Spans to clips: whole frames of the master, at a rate that the platform takes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from autocut.model.media import Master
from autocut.model.preset import Canvas
from autocut.model.span import Span, frame_count
from autocut.model.timeline import Clip

_ROUNDING = 1e-6
_NTSC_DECIMALS = 5e-4


def frame_rate(master: Master, canvas: Canvas | None) -> Fraction:
    """The master's own rate, or its least whole multiple or greatest whole part within the canvas's bounds.

    Where neither lies within them, the canvas's highest rate.
    """
    rate = master.video.frame_rate
    if canvas is None:
        return rate
    lowest, highest = (_exact(bound) for bound in (canvas.min_frame_rate, canvas.max_frame_rate))
    if rate < lowest:
        rate *= math.ceil(lowest / rate)
    elif rate > highest:
        rate /= math.ceil(rate / highest)
    return rate if lowest <= rate <= highest else highest


def _exact(rate: float) -> Fraction:
    """The rate that its decimals stand for: 29.97 is 30000/1001."""
    ntsc = Fraction(1000 * round(rate * 1.001), 1001)
    return ntsc if abs(float(ntsc) - rate) < _NTSC_DECIMALS else Fraction(rate).limit_denominator(1001)


def on_frames(span: Span, master: Master, bounds: Span | None = None) -> Span:
    """The span with both ends on the bounds of the master's own frames (master time), at least one frame long.

    It ends with `bounds`, else with the picture.
    """
    rate = master.video.frame_rate
    origin = master.video.start % float(1 / rate)
    first = max(0, frame_count(span.start - origin, rate))
    end = min(span.end, (bounds or master.picture).end)
    last = max(first + 1, math.floor((end - origin) * rate + 0.5))
    start = origin + float(first / rate) if span.start > 0 else 0.0
    return Span(start, max(start, origin + float(last / rate)))


def frame_times(within: Span, master: Master) -> Iterator[float]:
    """The bounds of the master's own frames within a span (master time), and the master's beginning."""
    rate = master.video.frame_rate
    origin = master.video.start % float(1 / rate)
    if within.start <= 0 < origin:
        yield 0.0
    first = max(0, math.ceil((within.start - origin) * rate - _ROUNDING))
    last = math.floor((within.end - origin) * rate + _ROUNDING)
    yield from (origin + float(number / rate) for number in range(first, last + 1))


def clip(span: Span, master: Master) -> Clip:
    """The span of the master (master time) as a clip of whole frames."""
    return Clip(str(master.path), on_frames(span, master))
