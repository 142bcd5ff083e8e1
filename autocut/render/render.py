"""One rendition to one file: subtitles and cards first, then the sound, then everything in one ffmpeg run."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autocut import styles
from autocut.errors import FfmpegError, PlanError
from autocut.media.run import ffmpeg
from autocut.model.event import within
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.timeline import Card, Timeline
from autocut.render.ass import ass_script
from autocut.render.cards import draw_card
from autocut.render.chapters import chapter_metadata
from autocut.render.copying import copies
from autocut.render.films import Films, films_of
from autocut.render.fonts import font_path
from autocut.render.graph import copying_arguments, part_arguments, parts_arguments, version_arguments
from autocut.render.layout import canvas_size
from autocut.render.logo import draw_logo
from autocut.render.parts import part_list, parts
from autocut.render.picture import Drawn
from autocut.render.sound import mixed

_SOUND_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Rendered:
    """An unverified file, and whether its picture is the master's own, untouched."""

    path: Path
    copied: bool = False


Work = Generator[float, None, Rendered]


def render(rendition: Rendition, master: Master, folder: Path, *, copying: bool = True) -> Work:
    """The unverified file in `folder`, a working folder of its own; yields the share done (0-1).

    Where nothing of the master's picture changes it is copied, if `copying`. Raises FfmpegError or ToolError;
    InputError where a bumper or the logo cannot be read; PresetError where the captions' style cannot; PlanError
    where the plan has nothing to play.
    """
    preset, timeline = rendition.preset, rendition.timeline
    if not timeline.clips:
        raise PlanError(f"{rendition.name} has no clips: {rendition.reason}")
    films, size = films_of(rendition, master), canvas_size(rendition, master)
    drawn = (yield from _drawn(rendition, size, folder)) if size else Drawn()
    mix = yield from within(0.0, _SOUND_SHARE, mixed(rendition, films, folder))
    if mix is None and size is None:
        raise PlanError(f"{rendition.name} is sound alone, and the master has none")
    output = f"version.{preset.container}"
    chapters = _write_chapters(timeline, folder)
    if copying and copies(rendition, master):
        arguments = copying_arguments(rendition, master, output, mix, chapters)
        # A picture that ffmpeg cannot copy into this container it can still code anew.
        with suppress(FfmpegError):
            yield from within(_SOUND_SHARE, 1.0, ffmpeg(arguments, duration=timeline.duration, cwd=folder))
            return Rendered(folder / output, copied=True)
    runs = parts(len(timeline.clips)) if size else ()
    if len(runs) > 1:
        listed = yield from within(_SOUND_SHARE, 0.95, _coded_parts(rendition, films, folder, drawn, runs))
        arguments = parts_arguments(rendition, listed, output, mix, chapters)
    else:
        arguments = version_arguments(rendition, films, output, mix, drawn, chapters)
    begun = 0.95 if len(runs) > 1 else _SOUND_SHARE
    yield from within(begun, 1.0, ffmpeg(arguments, duration=timeline.duration, cwd=folder))
    yield 1.0
    return Rendered(folder / output)


def _coded_parts(
    rendition: Rendition, films: Films, folder: Path, drawn: Drawn, runs: Sequence[range]
) -> Generator[float, None, str]:
    """Write the picture in parts and return the name of a list of them; yields the share done (0-1)."""
    placed = [span for _, span in rendition.timeline.placed()]
    whole = rendition.timeline.duration
    files = []
    for number, run in enumerate(runs):
        name = f"picture{number}.{rendition.preset.container}"
        start, end = placed[run.start].start, placed[run.stop - 1].end
        coding = ffmpeg(part_arguments(rendition, films, name, drawn, run), duration=end - start, cwd=folder)
        yield from within(start / whole, end / whole, coding)
        files.append((name, end - start))
    (folder / "pictures.txt").write_text(part_list(files), encoding="utf-8")
    return "pictures.txt"


def _drawn(rendition: Rendition, size: Size, folder: Path) -> Generator[float, None, Drawn]:
    """What is laid over the picture or shown instead of it, as files."""
    preset, logo = rendition.preset, None
    if preset.branding.logo:
        logo = "logo.png"
        draw_logo(Path(preset.branding.logo), size, folder, logo)
    subtitles = _write_subtitles(rendition, size, folder) if preset.captions.burn else None
    return Drawn((yield from _draw_cards(rendition, size, folder)), subtitles, logo)


def _write_chapters(timeline: Timeline, folder: Path) -> str | None:
    if not timeline.chapters:
        return None
    (folder / "chapters.txt").write_text(chapter_metadata(timeline.chapters, timeline.duration), encoding="utf-8")
    return "chapters.txt"


def _write_subtitles(rendition: Rendition, size: Size, folder: Path) -> str | None:
    """The script's name, with the font beside it; both under names that no filter can misread."""
    if not rendition.cues:
        return None
    (folder / "fonts").mkdir(exist_ok=True)
    shutil.copy(font_path(), folder / "fonts")
    script = ass_script(rendition.cues, rendition.preset, size, styles.load(rendition.preset.captions.style))
    (folder / "captions.ass").write_text(script, encoding="utf-8")
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
