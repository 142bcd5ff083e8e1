"""A small picture of what a version shows of its master, as its framings lay it on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autocut.media.still import still
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.reframe import Framing, Panel
from autocut.render.framing import covers
from autocut.render.ground import BLUR, LIGHT, blurring, covering

if TYPE_CHECKING:
    from PIL.Image import Image


def preview(film: Master, seen: float, framing: Framing, time: float, canvas: Size, size: Size) -> Image:
    """The frame at `seen` (master time) under the framing at `time` (timeline time), drawn at `size`.

    Raises InputError where the picture cannot be decoded.
    """
    from PIL import Image

    longest = max(_longest(panel, film.size, canvas, size) for panel in framing.panels)
    found = still(film, seen, longest)
    picture = Image.fromarray(found.image[:, :, ::-1].copy())
    drawn = Image.new("RGB", (size.width, size.height))
    if not covers([panel.place for panel in framing.panels], canvas):
        drawn.paste(_ground(_cut(picture, _window(framing.panels[0], time), found.scale), size), (0, 0))
    wide, high = size.width / canvas.width, size.height / canvas.height
    for panel in framing.panels:
        left, right = round(panel.place.x * wide), round((panel.place.x + panel.place.width) * wide)
        top, bottom = round(panel.place.y * high), round((panel.place.y + panel.place.height) * high)
        part = _cut(picture, _window(panel, time), found.scale)
        drawn.paste(part.resize((max(1, right - left), max(1, bottom - top)), Image.Resampling.LANCZOS), (left, top))
    return drawn


def _longest(panel: Panel, film: Size, canvas: Size, size: Size) -> int:
    """How long the film's longest side must be for the window to fill its place at that size."""
    enlarged = size.width / canvas.width * panel.place.width / panel.path.size.width
    return max(1, round(enlarged * max(film.width, film.height)))


def _window(panel: Panel, time: float) -> Box:
    return Box(*panel.path.at(time), panel.path.size.width, panel.path.size.height)


def _cut(picture: Image, window: Box, scale: float) -> Image:
    corners = window.x, window.y, window.x + window.width, window.y + window.height
    left, top, right, bottom = (round(side / scale) for side in corners)
    return picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _ground(picture: Image, size: Size) -> Image:
    from PIL import Image, ImageFilter

    part = covering(Size(*picture.size), size)
    middle = Box((picture.width - part.width) / 2, (picture.height - part.height) / 2, part.width, part.height)
    small = blurring(size)
    blurred = (
        _cut(picture, middle, 1.0)
        .resize((small.width, small.height), Image.Resampling.BOX)
        .filter(ImageFilter.GaussianBlur(BLUR))
        .point(lambda value: round(LIGHT * value))
    )
    return blurred.resize((size.width, size.height), Image.Resampling.BICUBIC)
