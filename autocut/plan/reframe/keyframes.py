"""The few keyframes that say the same as a window's place at every step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from autocut.model.preset import Reframing
from autocut.model.reframe import Keyframe

_TOLERANCE = 0.008
# Widths a second: faster is no rest, and to stop there would be a jolt.
_REST = 0.001
_EASED = 0.025

Place = tuple[float, float]


def keyframes(
    times: Sequence[float], places: Sequence[Place], window: Place, limits: Reframing
) -> tuple[Keyframe, ...]:
    """Linear moves between the places that matter, within a 125th of the window; one eased move from rest to rest.

    (Ramer 1972; Douglas and Peucker 1973.) A way that never moves is one keyframe.
    """
    if all(place == places[0] for place in places):
        return (Keyframe(times[0], *places[0]),)
    kept = _kept(times, places, window, 0, len(times) - 1)
    rests = [
        k
        for k, (a, b) in enumerate(pairwise(kept))
        if _off(places[a], places[b], window) < _REST * (times[b] - times[a])
    ]
    found = [Keyframe(times[0], *places[0])]
    k = 0
    while k < len(kept) - 1:
        # From a rest, or the first keyframe, to the next rest in one eased move, where that is nearly the same.
        until = next((rest for rest in rests if rest > k), None)
        from_rest = k > 0 and k - 1 in rests
        if (
            k not in rests
            and from_rest
            and until is not None
            and _eases(times, places, window, limits, kept[k], kept[until])
        ):
            found.append(Keyframe(times[kept[until]], *places[kept[until]], "ease"))
            k = until
            continue
        place = (found[-1].x, found[-1].y) if k in rests else places[kept[k + 1]]
        found.append(Keyframe(times[kept[k + 1]], *place, "linear"))
        k += 1
    return tuple(found)


def _kept(times: Sequence[float], places: Sequence[Place], window: Place, first: int, last: int) -> list[int]:
    """The numbers of the places from which the others follow."""
    stack, kept = [(first, last)], {first, last}
    while stack:
        start, end = stack.pop()
        far, most = 0, 0.0
        for k in range(start + 1, end):
            off = _off(places[k], _on_line(times, places, (start, end), k), window)
            if off > most:
                far, most = k, off
        if most > _TOLERANCE:
            kept.add(far)
            stack += [(start, far), (far, end)]
    return sorted(kept)


def _on_line(
    times: Sequence[float], places: Sequence[Place], ends: tuple[int, int], k: int, *, eased: bool = False
) -> Place:
    start, end = ends
    share = (times[k] - times[start]) / (times[end] - times[start])
    if eased:
        share = share * share * (3 - 2 * share)
    (x, y), (u, v) = places[start], places[end]
    return x + share * (u - x), y + share * (v - y)


def _off(place: Place, other: Place, window: Place) -> float:
    return max(abs(a - b) / side for a, b, side in zip(place, other, window, strict=True))


def _eases(
    times: Sequence[float], places: Sequence[Place], window: Place, limits: Reframing, start: int, end: int
) -> bool:
    """Whether one smoothstep is nearly the same way and keeps to the limits; it peaks at 1.5 D/T and 6 D/T²."""
    seconds = times[end] - times[start]
    far = _off(places[start], places[end], window)
    if 1.5 * far / seconds > limits.max_speed or 6 * far / seconds**2 > limits.max_acceleration:
        return False
    return all(
        _off(places[k], _on_line(times, places, (start, end), k, eased=True), window) <= _EASED
        for k in range(start + 1, end)
    )
