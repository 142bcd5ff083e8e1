"""The sound of versions: joined, measured, and coded once for all that ask for the same."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autocut.media.measure import loudness_in
from autocut.media.run import ffmpeg
from autocut.model.event import within
from autocut.model.rendition import Loudness, Rendition
from autocut.render.cleaning import cleaning
from autocut.render.films import Films
from autocut.render.graph import (
    cleaned_arguments,
    mixture_arguments,
    music_arguments,
    sound_arguments,
    sounds_arguments,
)
from autocut.render.joining import SAMPLE_RATE, samples, unbroken
from autocut.render.mastering import coded
from autocut.render.mixing import bed, yields_to
from autocut.render.parts import part_list, parts

# What is quieter is the air of a place: music neither takes its level from it nor gives way to it.
_QUIETEST_VOICE_LUFS = -45.0
_BEEP_DBFS = -20.0

# The name of a file, how loud it is, and what is to be told of it.
Joined = tuple[str, Loudness, tuple[str, ...]]


@dataclass(slots=True)
class Sounds:
    """The sounds of versions of one master, as files in `folder`; what several have in common is made once."""

    folder: Path
    joined: dict[Any, Joined] = field(default_factory=dict)
    coded: dict[Any, str] = field(default_factory=dict)

    def of(
        self, rendition: Rendition, films: Films, chapters: str | None = None
    ) -> Generator[float, None, tuple[str | None, tuple[str, ...]]]:
        """The name in `folder` of the coded sound of the version, None where it has none, and what is told of it.

        Where the version is sound alone it is that file, with its chapters. Yields the share done (0-1).
        """
        if not films.heard(rendition):
            return None, ()
        joined, loudness, notes = yield from within(0.0, 0.3, self._joined(rendition, films))
        marks = chapters if rendition.preset.video is None else None
        key = joined, rendition.preset.container, replace(rendition.preset.audio, tolerance=0.0), marks
        if key not in self.coded:
            name = f"sound{len(self.coded)}"
            coding = coded(rendition, joined, loudness, self.folder, name, marks)
            self.coded[key] = yield from within(0.3, 1.0, coding)
        return self.coded[key], notes

    def _joined(self, rendition: Rendition, films: Films) -> Generator[float, None, Joined]:
        """The file of all that is heard together, uncoded, how loud it is, and what is told of it."""
        audio = rendition.preset.audio
        # How loud it will be matters to a beep alone.
        target = audio.loudness if rendition.timeline.muted else 0.0
        unlike = replace(audio, codec="aac", bitrate=0, sample_rate=0, loudness=target, tolerance=0.0, true_peak=0.0)
        key = replace(rendition.timeline, chapters=()), unlike
        if key not in self.joined:
            place = f"joined{len(self.joined)}"
            (self.folder / place).mkdir(exist_ok=True)
            name, loudness, notes = yield from _joined(rendition, films, self.folder / place)
            self.joined[key] = f"{place}/{name}", loudness, notes
        return self.joined[key]


def _joined(rendition: Rendition, films: Films, folder: Path) -> Generator[float, None, Joined]:
    """Write all that is heard together; return the name of its file, how loud it is, and what is told of it."""
    timeline, target = rendition.timeline, rendition.preset.audio.loudness
    mixing = timeline.music is not None or bool(timeline.muted)
    music = timeline.music
    clips, heard, notes = yield from within(0.0, 0.3, _cleaned(rendition, films, folder))
    if not mixing:
        return clips, heard, notes
    own, under = heard.integrated_lufs, None
    if music is not None:
        arguments = music_arguments(rendition, music, "music.wav")
        level = (yield from within(0.3, 0.4, _measured(arguments, rendition, folder))).integrated_lufs
        voiced = own is not None and own > _QUIETEST_VOICE_LUFS and any(map(yields_to, timeline.clips))
        voice = own if voiced else None
        under = bed("music.wav", music, level, voice)
    # The beep is written so much softer as all is made louder afterwards.
    beep = 10 ** ((_BEEP_DBFS - (target - own if own is not None else 0.0)) / 20)
    arguments = mixture_arguments(timeline, clips, beep, under, "sound.wav")
    loudness = yield from within(0.4, 0.5, _measured(arguments, rendition, folder))
    return "sound.wav", loudness, notes


def _cleaned(rendition: Rendition, films: Films, folder: Path) -> Generator[float, None, Joined]:
    """The clips' own sound joined, with what it needs done to it."""
    joined = "clips.wav"
    loudness = yield from _clips(rendition, films, folder, joined)
    found = cleaning(rendition, films, folder / joined, loudness)
    if not found.needed:
        return joined, loudness, found.notes
    arguments = cleaned_arguments(joined, found, "cleaned.wav")
    loudness = yield from within(1.0, 1.0, _measured(arguments, rendition, folder))
    (folder / joined).unlink()
    return "cleaned.wav", loudness, found.notes


def _clips(rendition: Rendition, films: Films, folder: Path, output: str) -> Generator[float, None, Loudness]:
    """Write the joined sound of the clips and return how loud it is, in parts where they are many."""
    pieces = list(unbroken(rendition.timeline))
    runs = parts(len(pieces))
    if len(runs) == 1:
        return (yield from _measured(sound_arguments(rendition, films, output), rendition, folder))
    files = []
    for number, run in enumerate(runs):
        name = f"sound{number}.wav"
        yield from within(0.0, 0.0, ffmpeg(sound_arguments(rendition, films, name, run), cwd=folder))
        files.append((name, sum(samples(placed) for _, placed in pieces[run.start : run.stop]) / SAMPLE_RATE))
    (folder / "sounds.txt").write_text(part_list(files), encoding="utf-8")
    return (yield from _measured(sounds_arguments("sounds.txt", output), rendition, folder))


def _measured(arguments: list[str], rendition: Rendition, folder: Path) -> Generator[float, None, Loudness]:
    log = yield from ffmpeg(arguments, duration=rendition.timeline.duration, cwd=folder)
    return loudness_in(log)
