"""How results were received, as one number each."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from autocut.model.result import Example, Result

COUNTS: Mapping[str, float] = {
    "viewed": 4.0,
    "views": 2.0,
    "likes a view": 1.0,
    "likes": 1.0,
    "skips a view": -1.0,
    "skips": -1.0,
}
"""How much each measure counts; the less the better where below 0. Being watched to the end counts as much as all else.
"""


def examples(results: Sequence[Result]) -> tuple[Example, ...]:
    """Each result as an example whose outcome is the weighted mean of its percentile ranks, and whose peers are those
    of the same preset.

    Each measure is ranked among the peers that have it (0-1, ties counting half), so that platforms, lengths and
    units do not mix, and one video that went around the world counts no more than the best of many.
    """
    measured = [measures(result) for result in results]
    among: dict[tuple[str, str], list[float]] = defaultdict(list)
    for result, own in zip(results, measured, strict=True):
        for name, value in own.items():
            among[result.preset, name].append(value)
    for values in among.values():
        values.sort()
    return tuple(
        Example(result.master, result.preset, result.signals, _outcome(own, result.preset, among))
        for result, own in zip(results, measured, strict=True)
    )


def measures(result: Result) -> dict[str, float]:
    """What can be compared of a result, by the names of COUNTS.

    What was viewed of it is the average share, else the average duration in its length, else the mean of the curve.
    """
    got = result.reception
    found: dict[str, float] = {}
    if got.share is not None:
        found["viewed"] = got.share
    elif got.watched is not None and result.duration > 0:
        found["viewed"] = got.watched / result.duration
    elif got.retention:
        found["viewed"] = math.fsum(got.retention) / len(got.retention)
    if got.views is not None:
        found["views"] = got.views
    for name, count in (("likes", got.likes), ("skips", got.skips)):
        if count is not None:
            found.update({f"{name} a view": count / got.views} if got.views else {name: count})
    return found


def _outcome(own: Mapping[str, float], preset: str, among: Mapping[tuple[str, str], Sequence[float]]) -> float:
    ranks: list[tuple[float, float]] = []
    for name, value in own.items():
        ordered, count = among[preset, name], COUNTS[name]
        rank = (bisect_left(ordered, value) + bisect_right(ordered, value)) / (2 * len(ordered))
        ranks.append((abs(count), rank if count > 0 else 1 - rank))
    whole = math.fsum(count for count, _ in ranks)
    return math.fsum(count * rank for count, rank in ranks) / whole if whole else 0.5
