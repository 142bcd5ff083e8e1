"""The styles of captions: those that autocut ships, and the user's own, one TOML file each."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from platformdirs import user_config_path

from autocut.convert import Faults, from_data, key_first
from autocut.errors import PresetError
from autocut.model.caption_style import CaptionStyle

SETTING = "AUTOCUT_STYLES"


def folder() -> Path:
    """Where the user's own styles lie: the folder that AUTOCUT_STYLES names, or one of his configuration."""
    chosen = os.environ.get(SETTING)
    return Path(chosen).expanduser() if chosen else user_config_path("autocut", appauthor=False) / "styles"


def available() -> Mapping[str, Path]:
    """The file of every style by its name, in order of names; the shipped ones cannot be hidden."""
    shipped = Path(str(files(__package__)))
    found = {path.stem: path for place in (folder(), shipped) for path in place.glob("[!.]*.toml")}
    return dict(sorted(found.items()))


def load(name: str) -> CaptionStyle:
    """The style of that name; raises PresetError where there is none or its file is faulty."""
    path = available().get(name)
    if path is None:
        raise PresetError(f"there is no style {name!r}, there are {', '.join(available())}")
    try:
        style = from_data(tomllib.loads(path.read_text("utf-8")), CaptionStyle)
    except Faults as error:
        raise PresetError(f"{path}: {'; '.join(key_first(fault) for fault in error.found)}") from error
    except (OSError, ValueError) as error:
        raise PresetError(f"{path}: cannot be read: {error}") from error
    if style.name != name:
        raise PresetError(f"{path}: name: is {style.name!r}, but the file's name says {name!r}")
    return style
