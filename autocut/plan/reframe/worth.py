"""What it is worth to show each thing at each step: who speaks before who listens, faces before all else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.geometry import Box
from autocut.plan.reframe.seen import Kind, Seen

_OF_KIND: dict[Kind, float] = {"face": 1.0, "person": 0.4, "motion": 0.2, "text": 0.5}
_SPEAKING, _LISTENING = 2.5, 0.3
_BESIDE_A_FACE = 0.3
_AT_THE_SIDE = 0.3
_FLOOR_SECONDS = 3.0
_MAIN_SHARE = 0.65
_MAIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Worth:
    """By thing and step: what showing it is worth, 0 where it is not there; and the main faces at each step.

    The worth of one large face in the middle is 1 while nobody is known to speak.
    """

    of: tuple[tuple[float, ...], ...]
    main: tuple[frozenset[int], ...]


def worth(seen: Seen) -> Worth:
    """A face counts for the more the larger it is beside the others, and the nearer to the middle.

    One that speaks counts for most, and the others for little, until somebody else speaks or for three seconds. The
    main faces are those that are nearly as large as the largest, and those that speak.
    """
    steady = {k for k in seen.of("face") if _seconds(seen, k) >= min(_MAIN_SECONDS, seen.span.duration / 2)}
    columns, main = [], []
    for step, floor in enumerate(_floors(seen)):
        here = [places[step] for places in seen.places]
        faces = {k: box for k in seen.of("face") if (box := here[k]) is not None}
        tallest = max((box.height for k, box in faces.items() if k in steady), default=0.0)
        near = {k for k, box in faces.items() if k in steady and box.height >= _MAIN_SHARE * tallest}
        main.append(frozenset(near | floor))
        columns.append([_of(seen, k, box, tallest, floor) if box else 0.0 for k, box in enumerate(here)])
    return Worth(tuple(zip(*columns, strict=True)), tuple(main))


def _of(seen: Seen, number: int, box: Box, tallest: float, floor: frozenset[int]) -> float:
    kind = seen.things[number].kind
    value = _OF_KIND[kind] * (1 - _AT_THE_SIDE * _off_middle(box, seen.area))
    if kind == "face":
        size = min(1.0, box.height / tallest) if tallest else 1.0
        value *= size * size
        if floor:
            value *= _LISTENING
        return _SPEAKING if number in floor else value
    if kind == "text":
        return _OF_KIND[kind]
    return value * (_BESIDE_A_FACE if tallest else min(1.0, 2 * math.sqrt(box.area / seen.area.area)))


def _off_middle(box: Box, area: Box) -> float:
    """How far (0-1) its middle is from that of the picture towards a side."""
    x, y = box.center
    return min(1.0, 2 * max(abs(x - area.center[0]) / area.width, abs(y - area.center[1]) / area.height))


def _seconds(seen: Seen, number: int) -> float:
    return seen.step * sum(box is not None for box in seen.places[number])


def _floors(seen: Seen) -> Sequence[frozenset[int]]:
    """Who has the floor at each step: those who speak, else those who spoke last and are still there."""
    floors: list[frozenset[int]] = []
    speakers = [k for k, thing in enumerate(seen.things) if thing.speaking]
    last, since = frozenset[int](), -math.inf
    for step, time in enumerate(seen.steps):
        speaking = frozenset(k for k in speakers if seen.things[k].speaks(time) and seen.places[k][step] is not None)
        if speaking:
            last, since = speaking, time
        elif time - since > _FLOOR_SECONDS:
            last = frozenset()
        floors.append(frozenset(k for k in last if seen.places[k][step] is not None))
    return floors
