"""The weights of the score: those that autocut ships, and the user's own, one TOML file each."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from platformdirs import user_config_path

from autocut.convert import Faults, from_data
from autocut.errors import PresetError
from autocut.model.weighting import Weighting
from autocut.score import SIGNALS

SETTING = "AUTOCUT_WEIGHTS"
SHIPPED = "autocut-1"
CHOSEN = "in-use"


def folder() -> Path:
    """Where the user's own weights lie: the folder that AUTOCUT_WEIGHTS names, or one of his configuration."""
    chosen = os.environ.get(SETTING)
    return Path(chosen).expanduser() if chosen else user_config_path("autocut", appauthor=False) / "weights"


def available() -> Mapping[str, Path]:
    """The file of all weights by their names, in order of names; the shipped ones cannot be hidden."""
    shipped = Path(str(files(__package__)))
    found = {path.stem: path for place in (folder(), shipped) for path in place.glob("[!.]*.toml")}
    return dict(sorted(found.items()))


def load(name: str) -> Weighting:
    """The weights of that name; raises PresetError where there are none or their file is faulty."""
    path = available().get(name)
    if path is None:
        raise PresetError(f"There are no weights '{name}'; there are {', '.join(available())}.")
    try:
        found = from_data(tomllib.loads(path.read_text("utf-8")), Weighting)
    except (OSError, ValueError) as error:
        reason = "; ".join(error.found) if isinstance(error, Faults) else str(error)
        raise PresetError(f"{path}: {reason}") from error
    below = [signal for signal, weight in found.weights.items() if weight < 0]
    if below:
        raise PresetError(f"{path}: no weight may be below 0, but {', '.join(below)} is")
    unknown = sorted(set(found.weights) - set(SIGNALS))
    if unknown:
        raise PresetError(f"{path}: there is no signal {' or '.join(unknown)}; there are {', '.join(sorted(SIGNALS))}")
    return found


def name_in_use() -> str:
    """The name of the weights that scores are made with: the user's choice, or the shipped ones."""
    try:
        return (folder() / CHOSEN).read_text("utf-8").strip()
    except FileNotFoundError:
        return SHIPPED
    except (OSError, ValueError) as error:
        raise PresetError(f"{folder() / CHOSEN} cannot be read: {error}") from error


def in_use() -> Weighting:
    """The weights that scores are made with; raises PresetError where the chosen ones are gone or faulty."""
    return load(name_in_use())
