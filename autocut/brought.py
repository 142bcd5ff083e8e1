"""What a user brings beside the master, looked up and looked at."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from autocut.analyze.beats import tune
from autocut.analyze.speech.language import guessed
from autocut.errors import InputError
from autocut.media.artwork import artwork
from autocut.media.probe import probe
from autocut.media.recording import recording
from autocut.media.subtitles import read_cues
from autocut.model.brought import Brought, Bumper, Given
from autocut.model.event import Event, told
from autocut.model.preset import AnalysisSettings, Preset
from autocut.model.task import Executor


def absolute(preset: Preset) -> Preset:
    """The preset with paths that hold wherever its plan is rendered."""
    branding = preset.branding
    paths = {name: getattr(branding, name) for name in ("logo", "intro", "outro", "music")}
    whole = {name: str(Path(path).expanduser().absolute()) for name, path in paths.items() if path}
    given = preset.captions.given
    captions = replace(preset.captions, given=str(Path(given).expanduser().absolute())) if given else preset.captions
    return replace(preset, branding=replace(branding, **whole), captions=captions)


def listening(preset: Preset) -> AnalysisSettings:
    """How the master is analyzed: not for words where these were for captions alone, and captions are given."""
    edit, score = preset.edit, preset.score
    for_more = edit.chapters or edit.tighten != "off" or edit.profanity != "keep" or score.avoid or score.topics
    if not preset.captions.given or preset.kind != "full" or for_more:
        return preset.analysis
    return replace(preset.analysis, speech=False)


def found(preset: Preset) -> Generator[Event, None, Brought]:
    """What is brought beside the master, with the beats of the music where it is for a trailer; yields events.

    Raises InputError where a bumper is no film, the logo no picture, the music no sound, or the captions no subtitles.
    """
    branding = preset.branding
    if branding.logo:
        artwork(Path(branding.logo))
    own = Brought(
        intro=_bumper("intro", branding.intro),
        outro=_bumper("outro", branding.outro),
        captions=_captions(preset.captions.given),
    )
    if not has_beats(preset):
        return own
    music = recording(Path(branding.music))
    return replace(own, music=(yield from told("finding beats", music.path.name, tune(music))))


def has_beats(preset: Preset) -> bool:
    """Whether there is music to find the beats of, which takes seconds; all else is found at once."""
    return preset.kind == "trailer" and bool(preset.branding.music)


@dataclass(frozen=True, slots=True)
class Bringing:
    """A task: what is `found` of the preset."""

    preset: Preset

    gpu: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The preset's name."""
        return self.preset.name

    def run(self, executor: Executor) -> Generator[Event, None, Brought]:
        """As `found` says."""
        return (yield from found(self.preset))


def _captions(path: str) -> Given | None:
    if not path:
        return None
    cues = read_cues(Path(path))
    language = guessed(text for cue in cues for line in cue.lines for text in line.split())
    return Given(Path(path).name, language, cues)


def _bumper(which: str, path: str) -> Bumper | None:
    if not path:
        return None
    try:
        film = probe(Path(path))
    except InputError as error:
        raise InputError(f"the {which} cannot be played: {error}") from error
    return Bumper(str(film.path), film.picture.end)
