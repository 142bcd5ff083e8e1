"""What a user brings beside the master, looked up and looked at."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from autocut.analyze.beats import tune
from autocut.errors import InputError
from autocut.media.artwork import artwork
from autocut.media.probe import probe
from autocut.media.recording import recording
from autocut.model.brought import Brought, Bumper
from autocut.model.event import Event, told
from autocut.model.preset import Preset


def absolute(preset: Preset) -> Preset:
    """The preset with paths that hold wherever its plan is rendered."""
    branding = preset.branding
    paths = {name: getattr(branding, name) for name in ("logo", "intro", "outro", "music")}
    whole = {name: str(Path(path).expanduser().absolute()) for name, path in paths.items() if path}
    return replace(preset, branding=replace(branding, **whole))


def found(preset: Preset) -> Generator[Event, None, Brought]:
    """What is brought beside the master, with the beats of the music where it is for a trailer; yields events.

    Raises InputError where a bumper is no film, the logo no picture, or the music no sound.
    """
    branding = preset.branding
    if branding.logo:
        artwork(Path(branding.logo))
    own = Brought(intro=_bumper("intro", branding.intro), outro=_bumper("outro", branding.outro))
    if preset.kind != "trailer" or not branding.music:
        return own
    music = recording(Path(branding.music))
    return replace(own, music=(yield from told("finding beats", music.path.name, tune(music))))


def _bumper(which: str, path: str) -> Bumper | None:
    if not path:
        return None
    try:
        film = probe(Path(path))
    except InputError as error:
        raise InputError(f"the {which} cannot be played: {error}") from error
    return Bumper(str(film.path), film.picture.end)
