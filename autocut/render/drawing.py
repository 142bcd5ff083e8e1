"""What is laid over pictures or shown instead of them, as files under names that no filter can misread."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from autocut import styles
from autocut.model.event import within
from autocut.model.geometry import Size
from autocut.model.rendition import Rendition
from autocut.model.span import frame_count
from autocut.model.timeline import Card, Timeline
from autocut.render.ass import ass_script
from autocut.render.cards import draw_card
from autocut.render.chapters import chapter_metadata
from autocut.render.fonts import font_path
from autocut.render.fonts.faces import drawable, faces_of
from autocut.render.logo import draw_logo
from autocut.render.picture import Drawn


@dataclass(slots=True)
class Drawings:
    """The drawings of versions, in `folder`: those that are alike are one file."""

    folder: Path
    cards: dict[tuple[Card, Size, Fraction, int], str] = field(default_factory=dict)
    logos: dict[tuple[str, Size], str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def of(self, rendition: Rendition, size: Size | None) -> Generator[float, None, Drawn]:
        """Cards, captions and the logo of a version whose picture has that size; nothing where it has no picture.

        Raises InputError where the logo cannot be read, PresetError where the captions' style cannot.
        """
        if size is None:
            return Drawn()
        preset = rendition.preset
        logo = self._logo(preset.branding.logo, size) if preset.branding.logo else None
        subtitles = self.subtitles(rendition, size) if preset.captions.burn and rendition.cues else None
        return Drawn((yield from self._cards(rendition.timeline, size)), subtitles, logo)

    def subtitles(self, rendition: Rendition, size: Size) -> str:
        """The captions as a script for libass, with the fonts beside it in `fonts`.

        Raises ToolError where letters of them have no font.
        """
        faces, style = faces_of(rendition.cues), styles.load(rendition.preset.captions.style)
        cues = drawable(rendition.cues, faces)
        fonts = self.folder / "fonts"
        fonts.mkdir(exist_ok=True)
        for path in (font_path(), *faces.files.values()):
            if not (fonts / path.name).exists():
                shutil.copy(path, fonts)
        return self._text(ass_script(cues, rendition.preset, size, style, faces))

    def chapters(self, timeline: Timeline) -> str | None:
        """The timeline's chapters as ffmpeg metadata; None where it has none."""
        return self._text(chapter_metadata(timeline.chapters, timeline.duration)) if timeline.chapters else None

    def _logo(self, path: str, size: Size) -> str:
        name = self.logos.setdefault((path, size), f"logo{len(self.logos)}.png")
        if not (self.folder / name).exists():
            draw_logo(Path(path), size, self.folder, name)
        return name

    def _cards(self, timeline: Timeline, size: Size) -> Generator[float, None, dict[Card, str]]:
        """A file for each different card of the timeline, as long as it is shown at most."""
        rate = timeline.frame_rate
        longest: dict[Card, int] = {}
        for clip in timeline.clips:
            if clip.card is not None:
                longest[clip.card] = max(frame_count(clip.span.duration, rate), longest.get(clip.card, 0))
        found = {}
        for card, frames in longest.items():
            key = card, size, rate, frames
            if key not in self.cards:
                name = f"card{len(self.cards)}.mkv"
                yield from within(0.0, 0.0, draw_card(card, size, rate, float(frames / rate), self.folder, name))
                self.cards[key] = name
            found[card] = self.cards[key]
        return found

    def _text(self, text: str) -> str:
        name = self.texts.setdefault(text, f"text{len(self.texts)}")
        (self.folder / name).write_text(text, encoding="utf-8")
        return name
