"""What a signal is, and how a passage stands among the rest of its own master."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate

from autocut.model.signal import Signal
from autocut.model.span import Span

_DECIMALS = 6

Measure = Callable[[Span], float]
"""A passage (master time) to 0-1."""


def nothing(_: Span) -> float:
    """The measure of what the master does not have."""
    return 0.0


def standing(signal: Signal) -> Measure:
    """The percentile rank of the passage's mean among all values of the signal, ties counting half."""
    ordered = sorted(round(value, _DECIMALS) for value in signal.values)
    sums = (0.0, *accumulate(signal.values))

    def measure(span: Span) -> float:
        first = min(len(ordered), round(span.start * signal.rate))
        last = min(len(ordered), round(span.end * signal.rate))
        if first >= last:
            return 0.0
        # Running sums are off by an ulp or so, and a tie must stay one.
        mean = round((sums[last] - sums[first]) / (last - first), _DECIMALS)
        return (bisect_left(ordered, mean) + bisect_right(ordered, mean)) / (2 * len(ordered))

    return measure
