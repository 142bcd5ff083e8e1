"""What a signal is, and how a passage stands among the rest of its own master."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from autocut.model.signal import Signal
from autocut.model.span import Span

_DECIMALS = 6

Measure = Callable[[Span], float]
"""A passage (master time) to 0-1."""


def mean(values: Sequence[float], nothing: float = 0.0) -> float:
    """The mean, or `nothing` of none."""
    return math.fsum(values) / len(values) if values else nothing


def ranks(values: Sequence[float]) -> list[float]:
    """The percentile rank of each among all, 0-1, ties counting half."""
    ordered = sorted(values)
    return [_rank(value, ordered) for value in values]


def standing(signal: Signal | None) -> Measure | None:
    """The percentile rank of the passage's mean among all values of the signal; None where there are none."""
    if signal is None or not signal.values:
        return None
    rate = signal.rate
    ordered = sorted(round(value, _DECIMALS) for value in signal.values)
    sums = (0.0, *accumulate(signal.values))

    def measure(span: Span) -> float:
        first = min(len(ordered), round(span.start * rate))
        last = min(len(ordered), round(span.end * rate))
        # Running sums are off by an ulp or so, and a tie must stay one.
        return _rank(round((sums[last] - sums[first]) / (last - first), _DECIMALS), ordered) if first < last else 0.0

    return measure


def _rank(value: float, ordered: Sequence[float]) -> float:
    return (bisect_left(ordered, value) + bisect_right(ordered, value)) / (2 * len(ordered))
