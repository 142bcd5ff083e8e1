"""How the master's picture lies on the canvas."""

from __future__ import annotations

from autocut.model.geometry import Size, even
from autocut.model.media import Master
from autocut.model.preset import Canvas
from autocut.model.rendition import Rendition


def canvas_size(rendition: Rendition, master: Master) -> Size | None:
    """The size of the delivered picture; None where the version is sound alone."""
    canvas = rendition.preset.canvas
    if canvas is None:
        return None
    return master.size.fitted(canvas.size) if canvas.fit == "source" else canvas.size


def picture_size(shown: Size, canvas: Canvas, size: Size) -> Size:
    """The size that a picture of shape `shown` is scaled to: all of `size`, or what lies within it when padded."""
    if canvas.fit != "pad":
        return size
    scale = min(size.width / shown.width, size.height / shown.height)
    return Size(min(size.width, even(shown.width * scale)), min(size.height, even(shown.height * scale)))
