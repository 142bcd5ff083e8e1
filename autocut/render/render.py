"""One rendition to one file: subtitles and cards first, then the sound, then everything in one ffmpeg run."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path

from autocut.errors import PlanError
from autocut.media.run import ffmpeg
from autocut.model.event import within
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.timeline import Card
from autocut.render.ass import ass_script
from autocut.render.cards import draw_card
from autocut.render.fonts import font_path
from autocut.render.graph import version_arguments
from autocut.render.layout import canvas_size
from autocut.render.sound import mixed

_SOUND_SHARE = 0.1


def render(rendition: Rendition, master: Master, folder: Path) -> Generator[float, None, Path]:
    """The finished, unverified file in `folder`, a working folder of its own; yields the share done (0-1).

    Raises FfmpegError or ToolError; PlanError where the plan has nothing to play.
    """
    if not rendition.timeline.clips:
        raise PlanError(f"{rendition.name} has no clips: {rendition.reason}")
    size = canvas_size(rendition, master)
    subtitles = _write_subtitles(rendition, size, folder) if size and rendition.preset.captions.burn else None
    cards = (yield from _draw_cards(rendition, size, folder)) if size else {}
    mix = yield from within(0.0, _SOUND_SHARE, mixed(rendition, master, folder))
    if mix is None and size is None:
        raise PlanError(f"{rendition.name} is sound alone, and the master has none")
    output = f"version.{rendition.preset.container}"
    arguments = version_arguments(rendition, master, output, mix, cards, subtitles)
    yield from within(_SOUND_SHARE, 1.0, ffmpeg(arguments, duration=rendition.timeline.duration, cwd=folder))
    yield 1.0
    return folder / output


def _write_subtitles(rendition: Rendition, size: Size, folder: Path) -> str | None:
    """The script's name, with the font beside it; both under names that no filter can misread."""
    if not rendition.cues:
        return None
    (folder / "fonts").mkdir()
    shutil.copy(font_path(), folder / "fonts")
    (folder / "captions.ass").write_text(ass_script(rendition.cues, rendition.preset, size), encoding="utf-8")
    return "captions.ass"


def _draw_cards(rendition: Rendition, size: Size, folder: Path) -> Generator[float, None, dict[Card, str]]:
    """A file name for each different card of the timeline."""
    rate = rendition.timeline.frame_rate
    longest: dict[Card, float] = {}
    for clip in rendition.timeline.clips:
        if clip.card is not None:
            longest[clip.card] = max(clip.span.duration, longest.get(clip.card, 0.0))
    names = {card: f"card{number}.mkv" for number, card in enumerate(longest)}
    for card, name in names.items():
        yield from within(0.0, 0.0, draw_card(card, size, rate, longest[card], folder, name))
    return names
