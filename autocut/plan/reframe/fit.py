"""All that matters, in a picture smaller than the canvas."""

from __future__ import annotations

from fractions import Fraction

from autocut.model.geometry import Box, Size, even
from autocut.plan.reframe.windows import largest_window, limited

# Shapes that people know, narrowest first.
_SHAPES = tuple(Fraction(text) for text in ("9/16", "4/5", "1", "4/3", "16/9"))
_MARGIN = 0.04


def fitted(needed: Box | None, area: Box, canvas: Size) -> tuple[Box, Box]:
    """The window in the picture, and its place on the canvas; as much of the picture as is needed, in a usual shape.

    The whole picture where no such shape holds what is needed, or where nothing is.
    """
    window = _window(needed, area, canvas)
    scale = min(canvas.width / window.width, canvas.height / window.height)
    width = canvas.width if window.width * scale > canvas.width - 2 else even(window.width * scale)
    height = canvas.height if window.height * scale > canvas.height - 2 else even(window.height * scale)
    return window, Box(_half(canvas.width - width), _half(canvas.height - height), width, height)


def _half(free: int) -> int:
    """Half of what is free, as whole and even pixels."""
    return 2 * (free // 4)


def _window(needed: Box | None, area: Box, canvas: Size) -> Box:
    whole = largest_window(area, Size(even(area.width), even(area.height)))
    size = whole
    if needed is not None:
        canvas_shape = Fraction(canvas.width, canvas.height)
        wide = canvas.width * area.height < canvas.height * area.width
        margin = _MARGIN * (area.width if wide else area.height)
        length = (needed.width if wide else needed.height) + 2 * margin
        for shape in _SHAPES if wide else reversed(_SHAPES):
            candidate = largest_window(area, Size(shape.numerator, shape.denominator))
            smaller = candidate.width < whole.width if wide else candidate.height < whole.height
            beside = shape > canvas_shape if wide else shape < canvas_shape
            if smaller and beside and (candidate.width if wide else candidate.height) >= length:
                size = candidate
                break
    x, y = needed.center if needed is not None else area.center
    return Box(
        limited(round(x - size.width / 2), area.x, area.x + area.width - size.width),
        limited(round(y - size.height / 2), area.y, area.y + area.height - size.height),
        size.width,
        size.height,
    )
