"""Of the layouts that are possible at each step, those that show the most with few changes."""

from __future__ import annotations

from collections.abc import Sequence

_CHANGE = 0.75


def choose(
    rewards: Sequence[Sequence[float]], prices: Sequence[float], step: float, dwell: float
) -> list[tuple[int, int, int]]:
    """The runs (option, first step, one behind the last) that tile all the steps and are worth most in all.

    `rewards` has for each option what it is worth a second, at each step; `prices` what it costs to begin with it. A
    run lasts `dwell` seconds or more, or all that there is, and each change costs as much as three quarters of a
    second of a face: nothing changes for an interjection. Dynamic programming (Viterbi 1967) with a least length.
    """
    count, least = len(rewards[0]), max(1, round(dwell / step))
    options = range(len(rewards))
    sums = [_running(row, step) for row in rewards]
    if count < 2 * least:
        return [(max(options, key=lambda k: (sums[k][-1] - prices[k], -k)), 0, count)]
    best = [{k: sums[k][least] - prices[k] for k in options}]
    begun = [dict.fromkeys(options, 0)]
    for end in range(least + 1, count + 1):
        stay = {k: best[-1][k] + sums[k][end] - sums[k][end - 1] for k in options}
        since = begun[-1]
        start = end - least
        if start >= least:
            stay, since = dict(stay), dict(since)
            before = best[start - least]
            first, second = _two_best(before)
            for k in options:
                entered = before[first if first != k else second] - _CHANGE - prices[k] + sums[k][end] - sums[k][start]
                if entered > stay[k]:
                    stay[k], since[k] = entered, start
        best.append(stay)
        begun.append(since)
    return _traced(best, begun, least, count)


def _running(row: Sequence[float], step: float) -> list[float]:
    sums = [0.0]
    for value in row:
        sums.append(sums[-1] + value * step)
    return sums


def _two_best(values: dict[int, float]) -> tuple[int, int]:
    first = max(values, key=lambda k: (values[k], -k))
    return first, max((k for k in values if k != first), key=lambda k: (values[k], -k), default=first)


def _traced(
    best: Sequence[dict[int, float]], begun: Sequence[dict[int, int]], least: int, count: int
) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    end, option = count, _two_best(best[-1])[0]
    while True:
        start = begun[end - least][option]
        runs.append((option, start, end))
        if start == 0:
            return runs[::-1]
        first, second = _two_best(best[start - least])
        end, option = start, first if first != option else second
