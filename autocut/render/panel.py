"""One clip of a storyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.media.probe import probe
from autocut.media.still import still
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.reframe import framing_at
from autocut.model.rendition import Rendition
from autocut.model.span import Span, as_timecode, as_timecodes
from autocut.model.timeline import Card, Clip
from autocut.render.cards import GROUND, wrapped
from autocut.render.fonts import font
from autocut.render.layout import canvas_size, picture_size
from autocut.render.preview import preview

if TYPE_CHECKING:
    from PIL.Image import Image

PAPER, INK, PALE = (246, 246, 244), (24, 26, 32), (104, 108, 116)
_LONG_SIDE, _LEAST_WIDTH = 300, 210
_TEXT, _LINE, _GAP = 14, 20, 14
_WORD_LINES = 5
_BLACK = (0, 0, 0)


def panel(number: int, clip: Clip, placed: Span, words: str, rendition: Rendition, master: Master) -> Image:
    """The frame with the clip's number, its time in the version, its length, its source and its words below.

    Raises InputError where the picture cannot be decoded.
    """
    from PIL import Image, ImageDraw

    size = _frame_size(rendition, master)
    width = max(size.width, _LEAST_WIDTH)
    source = "" if clip.card else Path(clip.source).name if clip.bumper else f"master {as_timecodes(clip.span)}"
    times = [f"{number}   at {as_timecode(placed.start)}   {placed.duration:.1f} s", source]
    said = _few(wrapped(words, _TEXT, width)) if words else []
    height = size.height + (len(times) + len(said)) * _LINE + 2 * _GAP
    image = Image.new("RGB", (width, height), PAPER)
    image.paste(_frame(clip, placed, rendition, master, size), (0, 0))
    draw = ImageDraw.Draw(image)
    for line, text in enumerate([*times, *said]):
        ink = INK if line != 1 else PALE
        draw.text((0, size.height + 4 + line * _LINE), text, ink, font(_TEXT))
    return image


def _few(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _WORD_LINES else [*lines[: _WORD_LINES - 1], f"{lines[_WORD_LINES - 1]} …"]


def _frame_size(rendition: Rendition, master: Master) -> Size:
    shape = canvas_size(rendition, master) or master.size
    scale = _LONG_SIDE / max(shape.width, shape.height)
    return Size(max(1, round(shape.width * scale)), max(1, round(shape.height * scale)))


def _frame(clip: Clip, placed: Span, rendition: Rendition, master: Master, size: Size) -> Image:
    """What the version shows half-way through the clip, without its captions."""
    from PIL import Image

    if clip.card is not None:
        return _card(clip.card, size)
    if rendition.preset.canvas is None:
        return _card(Card("sound alone"), size)
    film = probe(Path(clip.source)) if clip.bumper else master
    seen = min(clip.span.middle, max(film.picture.start, film.picture.end - 0.1))
    if clip.of_master and rendition.framings:
        canvas = canvas_size(rendition, master)
        assert canvas is not None
        framing = framing_at(rendition.framings, placed.middle)
        return preview(film, seen, framing, placed.middle, canvas, size)
    found = still(film, seen, _LONG_SIDE)
    # A bumper keeps its shape, whatever is done to the master.
    inside = picture_size(film.size, "pad" if clip.bumper else rendition.preset.canvas.fit, size)
    frame = Image.new("RGB", (size.width, size.height), _BLACK)
    picture = Image.fromarray(found.image[:, :, ::-1].copy())
    fitted = picture.resize((inside.width, inside.height), Image.Resampling.LANCZOS)
    frame.paste(fitted, ((size.width - inside.width) // 2, (size.height - inside.height) // 2))
    return frame


def _card(card: Card, size: Size) -> Image:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (size.width, size.height), GROUND)
    lines = list(_card_lines(card, size))
    top = (size.height - sum(round(1.5 * points) for _, points, _ in lines)) / 2
    draw = ImageDraw.Draw(image)
    for text, points, ink in lines:
        draw.text((size.width / 2, top), text, ink, font(points), anchor="ma")
        top += round(1.5 * points)
    return image


def _card_lines(card: Card, size: Size) -> Iterator[tuple[str, int, str]]:
    side = min(size.width, size.height)
    for text, share, ink in ((card.title, 0.09, "white"), (card.subtitle, 0.06, "#b9bec8")):
        points = max(10, round(share * side))
        yield from ((line, points, ink) for line in (wrapped(text, points, round(0.8 * size.width)) if text else ()))
