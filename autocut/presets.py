"""Find, read and check presets: TOML files in the user's folder and in the one that autocut ships."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from autocut.convert import Faults, from_data
from autocut.errors import PresetError
from autocut.model.preset import Preset
from autocut.preset_checks import contradictions

_OPTIONAL_TABLES = {"canvas", "video", "trailer"}


def folders() -> tuple[Path, ...]:
    """Where presets are looked for: the user's folder (or AUTOCUT_PRESETS), then the shipped ones."""
    chosen = os.environ.get("AUTOCUT_PRESETS")
    own = Path(chosen).expanduser() if chosen else user_config_path("autocut", appauthor=False) / "presets"
    package = Path(__file__).parent
    inside = package / "_presets"
    return own, inside if inside.is_dir() else package.parent / "presets"


def available() -> dict[str, Path]:
    """The file of every preset by its name, in order of names; the user's folder hides shipped ones."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in folder.glob("[!.]*.toml"):
            if path.is_file():
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def load(name_or_path: str, overrides: Sequence[str] = ()) -> Preset:
    """The preset of that name or file with `key.path=value` overrides laid over it, checked but for its signals.

    A value is read as TOML and, where it is none, as text. Raises PresetError with all that is wrong.
    """
    is_path = name_or_path.endswith(".toml") or bool({"/", os.sep} & set(name_or_path))
    path = Path(name_or_path) if is_path else _named(name_or_path)
    data = _read(path)
    found = [] if is_path else _misnamed(data, path.stem)
    for override in overrides:
        _apply(override, data)
    try:
        preset = from_data(data, Preset)
    except Faults as error:
        found += [_path_first(fault) for fault in error.found]
    found += contradictions(data)
    if found:
        changed = f" with {', '.join(overrides)}" if overrides else ""
        raise PresetError("\n  ".join([f"{path}{changed}:", *found]))
    return preset


def check(preset: Preset, signals: Iterable[str]) -> None:
    """Raises PresetError where the preset emphasizes a signal that is none of `signals`."""
    known = sorted(signals)
    unknown = sorted(set(preset.score.emphasis) - set(known))
    if unknown:
        faults = [f"score.emphasis.{name}: no such signal, there are {', '.join(known)}" for name in unknown]
        raise PresetError("\n  ".join([f"{preset.name}:", *faults]))


def _named(name: str) -> Path:
    presets = available()
    if name not in presets:
        near = get_close_matches(name, presets, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else "."
        raise PresetError(f"There is no preset '{name}'{hint} `autocut presets list` shows all.")
    return presets[name]


def _read(path: Path) -> dict[str, Any]:
    if path.is_dir():
        raise PresetError(f"{path}: is a folder, not a preset")
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise PresetError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PresetError(f"{path}: is not UTF-8 text") from error
    except ValueError as error:
        raise PresetError(f"{path}: is not TOML: {error}") from error


def _misnamed(data: dict[str, Any], stem: str) -> list[str]:
    name = data.get("name", stem)
    return [] if name == stem else [f"name: is {name!r}, but the file's name says {stem!r}"]


def _apply(override: str, data: dict[str, Any]) -> None:
    key, equals, text = override.partition("=")
    parts = key.strip().split(".")
    if not equals or not all(re.fullmatch(r"[\w-]+", part) for part in parts):
        raise PresetError(f"'{override}' sets nothing: write a key and a value, such as video.crf=18")
    if parts[0] in _OPTIONAL_TABLES - data.keys():
        raise PresetError(f"'{override}' cannot be set: {data.get('name')} has no table {parts[0]}")
    table = data
    for depth, part in enumerate(parts[:-1], start=1):
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise PresetError(f"'{override}' cannot be set: {'.'.join(parts[:depth])} is not a table")
    table[parts[-1]] = _value(text.strip())


def _value(text: str) -> object:
    try:
        data = tomllib.loads(f"value = {text}")
    except ValueError:
        return text
    return data["value"] if data.keys() == {"value"} else text


def _path_first(fault: str) -> str:
    reason, at, path = fault.rpartition(" @ ")
    return re.sub(r"\['([\w-]+)'\]", r".\1", path) + f": {reason}" if at else fault
