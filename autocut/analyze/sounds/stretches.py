"""Scores over time to stretches of one kind of sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rule:
    """How the scores of some classes become stretches.

    `joined` says whether the scores of the classes are summed (one sound, spread over many names) or the highest
    counts. Their mean over `smooth` steps begins a stretch at `high`, which lasts, before and after, while that is
    `low` or more (hysteresis).
    """

    classes: tuple[int, ...]
    joined: Literal["sum", "max"]
    smooth: int
    high: float
    low: float


def level(scores: NDArray[np.float32], rule: Rule) -> float:
    """The one score of a step that the rule looks at."""
    chosen = scores[list(rule.classes)]
    return float(chosen.sum() if rule.joined == "sum" else chosen.max())


def stretches(levels: Sequence[float], rule: Rule, step: float) -> Iterator[tuple[Span, float]]:
    """The stretches in order, each with its mean level (0-1); level k covers [k, k+1) * `step` seconds."""
    smooth = _smoothed(levels, rule.smooth)
    start = 0
    for end in range(len(smooth) + 1):
        if end < len(smooth) and smooth[end] >= rule.low:
            continue
        run = smooth[start:end]
        if max(run, default=0.0) >= rule.high:
            span = Span(round(start * step, 3), round(end * step, 3))
            yield span, round(min(1.0, sum(run) / len(run)), 2)
        start = end + 1


def _smoothed(levels: Sequence[float], steps: int) -> list[float]:
    """The running mean over `steps`, shorter at both ends."""
    side = steps // 2
    parts = (levels[max(0, k - side) : k + side + 1] for k in range(len(levels)))
    return [sum(part) / len(part) for part in parts]
