"""Passages that are better together: the first choice, in the order of preference, that keeps a bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autocut.model.segment import Segment

_MOST_STEPS = 50_000
_ROUNDING = 1e-9
_SAME_SIZE = 1e-6

Gains = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes passages one choice: which may join others, and how many.

    Their sizes, in a unit of the rules' own, come to `enough` and to no more than the `room` that there is.
    """

    joins: Callable[[Segment, Sequence[Segment]], bool]
    size: Callable[[Segment], float]
    enough: float
    room: float


def first_that_keeps(ordered: Sequence[Segment], gains: Sequence[Gains], rules: Rules) -> list[Segment] | None:
    """The first enough of the passages in which somebody speaks and each of the gains sums to 0 or more, or None.

    By depth-first search with backtracking, so that what comes earlier in `ordered` is given up later; a branch ends
    where not even the best of what is left could make up for a loss. After 50 000 steps it gives up.
    """
    sizes = [rules.size(segment) for segment in ordered]
    ahead = _best_ahead(sizes, gains)
    room = min(rules.room, rules.enough + max(sizes, default=0.0)) + _SAME_SIZE
    picked: list[int] = []
    # Sums of size and gains, before the first and after each that is picked.
    sums = [(0.0, (0.0,) * len(gains[0]))] if gains else []
    k = 0
    for _ in range(_MOST_STEPS):
        if k < len(ordered) and not _hopeless(sums[-1][1], ahead[k], room - sums[-1][0]):
            size = sums[-1][0] + sizes[k]
            if size <= room and rules.joins(ordered[k], [ordered[each] for each in picked]):
                picked.append(k)
                sums.append((size, tuple(map(sum, zip(sums[-1][1], gains[k], strict=True)))))
            k += 1
            if sums[-1][0] < rules.enough - _SAME_SIZE:
                continue
            chosen = [ordered[each] for each in picked]
            if min(sums[-1][1]) >= -_ROUNDING and any(sum(each.voices.values()) > 0 for each in chosen):
                return chosen
        if not picked:
            return None
        k = picked.pop() + 1
        del sums[-1]
    return None


def _best_ahead(sizes: Sequence[float], gains: Sequence[Gains]) -> list[Gains]:
    """For each passage the most that it or a later one gains by its size, never under 0."""
    best: Gains = (0.0,) * len(gains[0]) if gains else ()
    found: list[Gains] = []
    for size, own in zip(reversed(sizes), reversed(gains), strict=True):
        best = tuple(max(most, gain / size) for most, gain in zip(best, own, strict=True))
        found.append(best)
    return found[::-1]


def _hopeless(sums: Gains, ahead: Gains, room: float) -> bool:
    return any(got + room * most < -_ROUNDING for got, most in zip(sums, ahead, strict=True))
