"""Two or three people side by side or one above the other, each in a panel of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from autocut.model.geometry import Box, Size
from autocut.plan.reframe.windows import largest_window

_FACE_IN_PANEL = 0.3
_SMALLEST_WINDOW = 1.7
_CLEAR_OF_OTHERS = 0.35


def places(count: int, canvas: Size) -> tuple[Box, ...]:
    """The parts of the canvas: one above the other where it is upright, else side by side; whole, even pixels."""
    length = canvas.height if canvas.height > canvas.width else canvas.width
    bounds = [2 * round(length * k / count / 2) for k in range(count + 1)]
    if canvas.height > canvas.width:
        return tuple(Box(0, start, canvas.width, end - start) for start, end in pairwise(bounds))
    return tuple(Box(start, 0, end - start, canvas.height) for start, end in pairwise(bounds))


def windows(faces: Sequence[Sequence[Box | None]], panels: Sequence[Box], area: Box) -> tuple[Size, ...]:
    """For each face, by its boxes step by step, the size of its window.

    Each face is as high as the others on the canvas, where the picture has that much around it: a third of its panel. A
    window is so small that, with its own face in the middle, it shows no other's in nine steps of ten.
    """
    shapes = [Size(int(panel.width), int(panel.height)) for panel in panels]
    tall = [median(box.height for box in boxes if box is not None) for boxes in faces]
    scale = 1 / _FACE_IN_PANEL
    for number, boxes in enumerate(faces):
        rooms = sorted(
            min(_room(box, others[step], shapes[number]) for k, others in enumerate(faces) if k != number)
            for step, box in enumerate(boxes)
            if box is not None
        )
        scale = min(scale, rooms[len(rooms) // 10] / tall[number])
    scale = max(scale, _SMALLEST_WINDOW)
    return tuple(_window(scale * height, shape, area) for height, shape in zip(tall, shapes, strict=True))


def _window(height: float, shape: Size, area: Box) -> Size:
    width = height * shape.width / shape.height
    return largest_window(Box(0, 0, min(width, area.width), min(height, area.height)), shape)


def _room(box: Box, other: Box | None, shape: Size) -> float:
    """The height of the largest window of that shape around the one face that does not show the other."""
    if other is None:
        return math.inf
    across = _clear(box.center[0], other.x, other.width) * shape.height / shape.width
    return 2 * max(across, _clear(box.center[1], other.y, other.height))


def _clear(middle: float, start: float, length: float) -> float:
    """How far it is from the middle to where the other's face begins, less a part of that face."""
    near = start - middle if start > middle else middle - start - length
    return near - _CLEAR_OF_OTHERS * length
