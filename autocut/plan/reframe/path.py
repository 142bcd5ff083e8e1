"""The way of a window along one side: still where it can be, else as smooth as holding its box allows.

Grundmann, Kwatra, Essa, "Auto-Directed Video Stabilization with Robust L1 Optimal Camera Paths", 2011: of all ways,
that with the least sum of speeds, accelerations and jerks (L1 norms), which stands still, goes evenly or eases.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from autocut.model.preset import Reframing
from autocut.plan.reframe.hold import Stand
from autocut.plan.reframe.windows import limited

# What a way costs: a window's width (or height) of it, of speed reached or lost, of acceleration; and a second of a
# window's width outside of where the box is held, where it stands well, and where it stands best.
_FAR, _FASTER, _JERKY = 1.0, 0.5, 0.15
_LOST, _UNEASY, _OFF = 60.0, 1.2, 0.06
# Of a window's width: a move that would look like a mistake.
_SLIGHT = 0.03
_LONGEST_STEPS = 1500
_SHORTEST_STEPS = 4


def way(stands: Sequence[Stand | None], times: Sequence[float], window: float, limits: Reframing) -> tuple[float, ...]:
    """The place of the window's edge at each of the times; at one without a Stand it may be anywhere.

    It does not move where one place is good enough for all. `window` is the length of that side; times are in seconds
    and, being those of frames, not quite even. Speed and acceleration keep to the limits, even where a box is lost by
    that.
    """
    known = [stand for stand in stands if stand is not None]
    if not known:
        raise ValueError("there is nothing to hold")
    lowest, highest = min(stand.low for stand in known), max(stand.high for stand in known)
    still = _still(known)
    if still is not None or len(stands) < _SHORTEST_STEPS:
        return (limited(round(_middle(known) if still is None else still), lowest, highest),) * len(stands)
    places: list[float] = []
    for start in range(0, len(stands), _LONGEST_STEPS):
        begun = places[-2:]
        part = slice(start - len(begun), start + _LONGEST_STEPS)
        scaled = [_scaled(stand, window) for stand in stands[part]]
        # Not cut off afterwards, which would stop it dead; what is under way may have no room to slow down within.
        within = (-math.inf, math.inf) if begun else (lowest / window, highest / window)
        places += _smoothest(scaled, times[part], limits, begun, within)[len(begun) :]
    low, high = max(stand.low for stand in known), min(stand.high for stand in known)
    if max(places) - min(places) < _SLIGHT and low <= high:
        return (limited(round(window * (max(places) + min(places)) / 2), low, high),) * len(stands)
    return tuple(round(limited(window * place, lowest, highest), 2) for place in places)


def _still(stands: Sequence[Stand]) -> float | None:
    """The one place that is good enough for all, nearest to the best ones; None where there is none."""
    low = max(max(stand.low, stand.best - stand.near) for stand in stands)
    high = min(min(stand.high, stand.best + stand.near) for stand in stands)
    return limited(median(stand.best for stand in stands), low, high) if low <= high else None


def _middle(stands: Sequence[Stand]) -> float:
    return (min(stand.best for stand in stands) + max(stand.best for stand in stands)) / 2


def _scaled(stand: Stand | None, window: float) -> Stand | None:
    return stand and Stand(stand.low / window, stand.high / window, stand.best / window, stand.near / window)


def _smoothest(
    stands: Sequence[Stand | None],
    times: Sequence[float],
    limits: Reframing,
    begun: Sequence[float],
    within: tuple[float, float],
) -> list[float]:
    """The linear programme's answer, in lengths of the window; it goes on from the places where it has `begun`."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import diags_array, eye_array, hstack, vstack

    count = len(stands)
    at = [k for k, stand in enumerate(stands) if stand is not None]
    known = [stand for stand in stands if stand is not None]
    unit = eye_array(count, format="csr")
    between = np.diff(times)
    turning = (between[1:] + between[:-1]) / 2
    step = float(between.mean())
    # Speeds, what they gain a second, and by how much that differs from one time to the next.
    first = (diags_array(1 / between) @ (unit[1:] - unit[:-1])).tocsr()
    second = (diags_array(1 / turning) @ (first[1:] - first[:-1])).tocsr()
    third = second[1:] - second[:-1]
    held = unit[np.array(at, int)]
    low, high, best, near = (np.array([getattr(s, name) for s in known]) for name in ("low", "high", "best", "near"))
    none = [np.zeros(matrix.shape[0]) for matrix in (first, second, third)]
    # Each is an absolute value: rows whose result must lie between two bounds, but for a slack that costs.
    bounded = [
        (first, none[0], none[0], _FAR * step),
        (second, none[1], none[1], _FASTER * step),
        (third, none[2], none[2], _JERKY),
        (held, low, high, step * _LOST),
        (held, best - near, best + near, step * _UNEASY),
        (held, best, best, step * _OFF),
    ]
    rows = vstack([matrix for matrix, *_ in bounded])
    slack = eye_array(rows.shape[0])
    sides = [np.concatenate([least for _, least, _, _ in bounded]), np.concatenate([most for _, _, most, _ in bounded])]
    costs = [np.zeros(count), *(np.full(matrix.shape[0], cost) for matrix, _, _, cost in bounded)]
    places = [*((place, place) for place in begun), *[within] * (count - len(begun))]
    speeds = [(0.0, limits.max_speed)] * first.shape[0]
    gains = [(0.0, limits.max_acceleration)] * second.shape[0]
    found = linprog(
        np.concatenate(costs),
        A_ub=vstack([hstack([rows, -slack]), hstack([-rows, -slack])], format="csr"),
        b_ub=np.concatenate([sides[1], -sides[0]]),
        bounds=[*places, *speeds, *gains, *[(0.0, np.inf)] * (slack.shape[0] - len(speeds) - len(gains))],
        method="highs",
    )
    return [float(place) for place in found.x[:count]]
