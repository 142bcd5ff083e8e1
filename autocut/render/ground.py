"""What lies under panels that leave some of the canvas free: the same picture, enlarged, blurred and darkened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autocut.model.geometry import Size, even
from autocut.render.crop import Conversion, cut, scaled
from autocut.render.motion import Leg

BLUR, LIGHT = 3.0, 0.6
"""The Gaussian's deviation, in pixels of the size at which it is blurred, and how much light is left."""
_SHORT_SIDE = 90
# With more bits than eight, so that what is spread over many pixels has no steps.
_FINE = "yuv420p16le"


def covering(window: Size, canvas: Size) -> Size:
    """The largest part of the window that has the canvas's shape, with even sides."""
    scale = min(window.width / canvas.width, window.height / canvas.height)
    return Size(min(window.width, even(canvas.width * scale)), min(window.height, even(canvas.height * scale)))


def blurring(canvas: Size) -> Size:
    """The small size at which it is blurred: the same for all canvases of a shape."""
    scale = _SHORT_SIDE / min(canvas.width, canvas.height)
    return Size(even(canvas.width * scale), even(canvas.height * scale))


def ground(stream: Any, window: Size, over: Sequence[Leg], canvas: Size, to: Conversion) -> Any:
    """The middle of what the window sees, over all of the canvas."""
    part = covering(window, canvas)
    aside = ((window.width - part.width) / 2, (window.height - part.height) / 2)
    stream = scaled(cut(stream, part, over, aside), blurring(canvas), _FINE, to.colors, "area")
    stream = stream.filter("gblur", sigma=BLUR)
    half = "(maxval+minval)/2"
    colour = f"{half}+{LIGHT}*(val-{half})"
    stream = stream.filter("lutyuv", y=f"minval+{LIGHT}*(val-minval)", u=colour, v=colour)
    return stream.filter("scale", canvas.width, canvas.height, flags="bicubic").filter("format", to.form)
