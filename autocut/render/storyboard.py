"""A picture of a plan: one frame a clip as the version will show it, its number, times and words below."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.errors import PlanError
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Clip
from autocut.render.cards import wrapped
from autocut.render.fonts import font
from autocut.render.panel import INK, PAPER, panel

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_CLIPS = 60
_PAGE, _MARGIN, _GAP = 1640, 24, 14
_HEADING = 20


@dataclass(frozen=True, slots=True)
class Strip:
    """A version, the line above it and the words below each of its clips."""

    rendition: Rendition
    heading: str
    words: tuple[str, ...]


def storyboard(strips: Sequence[Strip], master: Master) -> Generator[float, None, Image]:
    """The versions under each other; yields the share done (0-1). At most `MOST_CLIPS` of each are drawn.

    Raises InputError where a picture cannot be decoded.
    """
    import PIL.Image

    count = sum(len(_shown(strip)) for strip in strips)
    drawn, done = [], 0
    for strip in strips:
        panels: list[Image] = []
        for clip, placed, words in _shown(strip):
            panels.append(panel(len(panels) + 1, clip, placed, words, strip.rendition, master))
            done += 1
            yield done / count
        drawn.append(_strip(strip, panels))
    page = PIL.Image.new("RGB", (_PAGE, sum(each.height for each in drawn) + _MARGIN), PAPER)
    top = 0
    for each in drawn:
        page.paste(each, (0, top))
        top += each.height
    return page


def write_storyboard(picture: Image, path: Path) -> None:
    """Write the picture, whole or not at all; raises PlanError where the path cannot be written."""
    draft = path.with_name(f".{path.stem[:200]}.part{path.suffix}")
    try:
        picture.save(draft)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PlanError(f"{path} cannot be written: {error.strerror or error}") from error


def _shown(strip: Strip) -> list[tuple[Clip, Span, str]]:
    placed = strip.rendition.timeline.placed()
    return [(clip, span, words) for (clip, span), words in zip(placed, strip.words, strict=True)][:MOST_CLIPS]


def _strip(strip: Strip, panels: Sequence[Image]) -> Image:
    """The heading with the panels below it, in as many rows as they need."""
    from PIL import Image, ImageDraw

    across = max(1, (_PAGE - 2 * _MARGIN + _GAP) // (panels[0].width + _GAP)) if panels else 1
    rows = [panels[first : first + across] for first in range(0, len(panels), across)]
    left_out = len(strip.rendition.timeline.clips) - len(panels)
    heading = strip.heading + (f"; the first {len(panels)} clips" if left_out else "")
    lines = wrapped(heading, _HEADING, _PAGE - 2 * _MARGIN)
    top = _MARGIN + len(lines) * round(1.5 * _HEADING)
    image = Image.new("RGB", (_PAGE, top + sum(max(each.height for each in row) for row in rows)), PAPER)
    ImageDraw.Draw(image).text((_MARGIN, _MARGIN), "\n".join(lines), INK, font(_HEADING))
    for row in rows:
        for column, each in enumerate(row):
            image.paste(each, (_MARGIN + column * (each.width + _GAP), top))
        top += max(each.height for each in row)
    return image
