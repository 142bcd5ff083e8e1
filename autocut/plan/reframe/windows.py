"""Windows in the picture, and boxes around what they are to hold."""

from __future__ import annotations

from autocut.model.geometry import Box, Size, even


def largest_window(area: Box, shape: Size) -> Size:
    """The largest even size of that shape that lies within the area."""
    scale = min(area.width / shape.width, area.height / shape.height)
    width, height = even(shape.width * scale), even(shape.height * scale)
    return Size(width - 2 * (width > area.width), height - 2 * (height > area.height))


def limited(value: float, lowest: float, highest: float) -> float:
    """The value, or the bound that it is beyond; the lower one where they contradict each other."""
    return max(lowest, min(value, highest))


def grown(box: Box, share: float) -> Box:
    """The box with so much of its sides added on each side."""
    wide, high = share * box.width, share * box.height
    return Box(box.x - wide, box.y - high, box.width + 2 * wide, box.height + 2 * high)


def between(first: Box, last: Box, share: float) -> Box:
    """The box that lies so far (0-1) on the way from one to the other."""
    return Box(
        first.x + share * (last.x - first.x),
        first.y + share * (last.y - first.y),
        first.width + share * (last.width - first.width),
        first.height + share * (last.height - first.height),
    )


def middle(area: Box, window: Size) -> tuple[float, float]:
    """The corner of a window in the middle of the area, in whole pixels where there is room for that."""
    free = ((area.x, area.width - window.width), (area.y, area.height - window.height))
    x, y = (limited(round(start + room / 2), start, start + room) for start, room in free)
    return x, y
