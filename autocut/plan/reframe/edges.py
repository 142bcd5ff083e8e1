"""A still window moved a little, so that its edges cut neither writing nor faces."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.geometry import Box
from autocut.model.reframe import CropPath, Keyframe
from autocut.plan.reframe.aims import Aimed
from autocut.plan.reframe.hold import Stand
from autocut.plan.reframe.seen import Seen
from autocut.plan.reframe.windows import limited
from autocut.plan.reframe.worth import Worth

_FURTHEST = 0.3
_PAD = 0.015
_CUT, _FACE_CUT, _LEFT_OUT = 1.0, 0.8, 0.15


def clear_of(
    seen: Seen, worths: Worth, aims: Sequence[Aimed], held: Sequence[tuple[Stand, Stand] | None], path: CropPath
) -> CropPath:
    """The path of one keyframe, or another place for it that cuts less, as near as can be.

    It moves by three tenths of its side at most, and never so far that it would lose what it is for.
    """
    first = path.keyframes[0]
    boxes = _beside(seen, worths, aims)
    place = [first.x, first.y]
    area = ((seen.area.x, seen.area.width), (seen.area.y, seen.area.height))
    for axis, window in enumerate((path.size.width, path.size.height)):
        known = [stand[axis] for stand in held if stand is not None]
        start, length = area[axis]
        low = max([start, place[axis] - _FURTHEST * window, *(stand.low for stand in known)])
        high = min([start + length - window, place[axis] + _FURTHEST * window, *(stand.high for stand in known)])
        if low < high and boxes:
            place[axis] = limited(round(_clearest(axis, place, (low, high), path, boxes)), low, high)
    return CropPath(path.size, (Keyframe(first.time, place[0], place[1]),))


def _clearest(
    axis: int, place: Sequence[float], bounds: tuple[float, float], path: CropPath, boxes: Sequence[tuple[Box, float]]
) -> float:
    window = (path.size.width, path.size.height)[axis]
    pad = _PAD * window
    edges = [place[axis]]
    for box, _ in boxes:
        start, length = ((box.x, box.width), (box.y, box.height))[axis]
        edges += [start - window - pad, start - pad, start + length + pad, start + length + pad - window]

    def cost(edge: float) -> float:
        corner = (edge, place[1]) if axis == 0 else (place[0], edge)
        shown = Box(*corner, path.size.width, path.size.height)
        return sum(weight * _lost(box, shown) for box, weight in boxes) + abs(edge - place[axis]) / window

    return min((limited(edge, *bounds) for edge in edges), key=lambda edge: (cost(edge), abs(edge - place[axis]), edge))


def _lost(box: Box, shown: Box) -> float:
    part = box.clipped(shown)
    return _LEFT_OUT if part is None else 0.0 if part.area >= box.area * 0.995 else _CUT


def _beside(seen: Seen, worths: Worth, aims: Sequence[Aimed]) -> list[tuple[Box, float]]:
    """Writing and faces that the window is not for, and for what share of the time they are there."""
    found: list[tuple[Box, float]] = []
    steps = [k for k, time in enumerate(seen.steps) if aims[0].span.start <= time < aims[-1].span.end]
    for k, thing in enumerate(seen.things):
        boxes = [box for step in steps if (box := seen.places[k][step]) is not None]
        own = any(k in aimed.option.things for aimed in aims) or any(aimed.option.aim == "all" for aimed in aims)
        if thing.kind not in ("face", "text") or not boxes or (own and thing.kind == "face"):
            continue
        weight = (_CUT if thing.kind == "text" else _FACE_CUT) * len(boxes) / len(steps)
        found.append((boxes[len(boxes) // 2], weight))
    return found
