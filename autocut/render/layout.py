"""How the master's picture lies on the canvas."""

from __future__ import annotations

from autocut.model.geometry import Size, even
from autocut.model.media import Master
from autocut.model.preset import Fit, Preset
from autocut.model.rendition import Rendition

OVERLAYS = {"yuv420p": "yuv420", "yuv420p10le": "yuv420p10", "yuv422p": "yuv422", "yuv422p10le": "yuv422p10"}
"""What the filter `overlay` calls the pixel formats that versions have."""

_LOGO_HEIGHT, _LOGO_WIDTH = 0.12, 0.25


def canvas_size(rendition: Rendition, master: Master) -> Size | None:
    """The size of the delivered picture; None where the version is sound alone."""
    canvas = rendition.preset.canvas
    return canvas.delivered(master.size) if canvas is not None else None


def picture_size(shown: Size, fit: Fit, size: Size) -> Size:
    """The size that a picture of shape `shown` is scaled to: all of `size`, or what lies within it when padded."""
    if fit != "pad":
        return size
    scale = min(size.width / shown.width, size.height / shown.height)
    return Size(min(size.width, even(shown.width * scale)), min(size.height, even(shown.height * scale)))


def logo_size(drawn: Size, size: Size) -> Size:
    """What a logo is scaled to over a picture of `size`: 12 % of its short side high, or as wide as a quarter of it."""
    short = min(size.width, size.height)
    scale = min(_LOGO_HEIGHT * short / drawn.height, _LOGO_WIDTH * short / drawn.width)
    return Size(even(drawn.width * scale), even(drawn.height * scale))


def logo_margins(preset: Preset, size: Size) -> tuple[int, int]:
    """How far a logo stands from the right and from the top of a picture of `size`: the preset's safe area, even."""
    assert preset.canvas is not None
    scale = size.height / preset.canvas.height
    right, top = (2 * round(side * scale / 2) for side in (preset.safe_area.right, preset.safe_area.top))
    return right, top
