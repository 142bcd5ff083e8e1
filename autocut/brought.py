"""What a user brings beside the master, looked up and looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autocut.errors import InputError
from autocut.media.artwork import artwork
from autocut.media.probe import probe
from autocut.model.brought import Brought, Bumper
from autocut.model.preset import Branding, Preset


def absolute(preset: Preset) -> Preset:
    """The preset with paths that hold wherever its plan is rendered."""
    branding = preset.branding
    paths = {name: getattr(branding, name) for name in ("logo", "intro", "outro", "music")}
    whole = {name: str(Path(path).expanduser().absolute()) for name, path in paths.items() if path}
    return replace(preset, branding=replace(branding, **whole))


def found(branding: Branding) -> Brought:
    """What is brought beside the master; raises InputError where a bumper is no film, or the logo no picture."""
    if branding.logo:
        artwork(Path(branding.logo))
    return Brought(intro=_bumper("intro", branding.intro), outro=_bumper("outro", branding.outro))


def _bumper(which: str, path: str) -> Bumper | None:
    if not path:
        return None
    try:
        film = probe(Path(path))
    except InputError as error:
        raise InputError(f"the {which} cannot be played: {error}") from error
    return Bumper(str(film.path), film.picture.end)
