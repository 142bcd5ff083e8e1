"""The best set of passages of the right length, by dynamic programming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autocut.model.preset import Duration
from autocut.model.span import Span

_STEPS_A_SECOND = 10
OFF_TARGET_COST = 0.3


@dataclass(frozen=True, slots=True)
class Option:
    """A passage that may be taken (master time), the seconds it plays, and what it is worth (0-1)."""

    span: Span
    length: float
    worth: float


class _State(NamedTuple):
    """The worth of what was taken, times its length; which option was last; and what was before it."""

    value: float
    last: int
    before: _State | None


def nearness(length: float, bounds: Duration) -> float:
    """1 at the target length, less by up to 0.3 at the bound that is further away."""
    furthest = max(bounds.target - bounds.min, bounds.max - bounds.target)
    return 1 - OFF_TARGET_COST * (abs(length - bounds.target) / furthest if furthest > 0 else 0.0)


def best_set(options: Sequence[Option], required: Sequence[Span], bounds: Duration) -> list[Option] | None:
    """The options in the master's order that share no time, hold all of the required spans and are worth the most.

    Of the sets that last from `bounds.min` to `bounds.max`, the one whose mean worth, less what it costs to be away
    from the target, is the highest; None where there is no such set. Weighted interval scheduling (Kleinberg and
    Tardos, Algorithm Design, section 6.1) over lengths in tenths of a second, in which it is exact.
    """
    ordered = sorted(options, key=lambda option: (option.span.end, option.span.start))
    wanted = sorted(required)
    ends = [option.span.end for option in ordered]
    # After so many options: the best state by how many required spans are held and how many tenths are filled.
    best: list[dict[tuple[int, int], _State]] = [{(0, 0): _State(0.0, -1, None)}]
    for number, option in enumerate(ordered):
        held = [k for k, span in enumerate(wanted) if _holds(option.span, span)]
        passed = sum(span.end <= option.span.start for span in wanted)
        taken = dict(best[-1])
        for (done, tenths), state in best[bisect_right(ends, option.span.start + 1e-9, hi=number)].items():
            if done != (held[0] if held else passed):
                continue
            now = (done + len(held), tenths + round(option.length * _STEPS_A_SECOND))
            value = state.value + option.length * option.worth
            if now[1] <= bounds.max * _STEPS_A_SECOND and value > taken.get(now, _WORST).value:
                taken[now] = _State(value, number, state)
        best.append(taken)
    whole = [
        (state.value / (tenths / _STEPS_A_SECOND) * nearness(tenths / _STEPS_A_SECOND, bounds), -tenths, state)
        for (done, tenths), state in best[-1].items()
        if done == len(wanted) and tenths >= bounds.min * _STEPS_A_SECOND - 0.5 and tenths > 0
    ]
    if not whole:
        return None
    found: list[Option] = []
    reached: _State | None = max(whole, key=lambda each: each[:2])[2]
    while reached is not None and reached.last >= 0:
        found.append(ordered[reached.last])
        reached = reached.before
    return found[::-1]


_WORST = _State(-1.0, -1, None)


def _holds(span: Span, other: Span) -> bool:
    return span.start <= other.start + 1e-6 and other.end <= span.end + 1e-6
