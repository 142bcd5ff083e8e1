"""Find, read and check presets: TOML files in the user's folder and in the one that autocut ships."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from autocut.convert import Faults, from_data, key_first
from autocut.errors import PresetError
from autocut.model.preset import Preset
from autocut.preset_checks import contradictions


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The file that a preset extends, the dotted names of its own fields, and what its own sources back."""

    parent: Path
    own: tuple[str, ...]
    sources: tuple[str, ...]


_OPTIONAL_TABLES = {"canvas", "video", "trailer"}


def folders() -> tuple[Path, ...]:
    """Where presets are looked for: the user's folder (or AUTOCUT_PRESETS), then the shipped ones."""
    chosen = os.environ.get("AUTOCUT_PRESETS")
    own = Path(chosen).expanduser() if chosen else user_config_path("autocut", appauthor=False) / "presets"
    package = Path(__file__).parent
    inside = package / "_presets"
    return own, inside if inside.is_dir() else package.parent / "presets"


def available(places: Iterable[Path] | None = None) -> dict[str, Path]:
    """The file of every preset by its name, in order of names; the user's folder hides shipped ones."""
    found: dict[str, Path] = {}
    for folder in folders() if places is None else places:
        for path in folder.glob("[!.]*.toml"):
            if path.is_file():
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def load(name_or_path: str, overrides: Sequence[str] = ()) -> Preset:
    """The preset of that name or file with `key.path=value` overrides laid over it, checked but for its signals.

    A value is read as TOML and, where it is none, as text. Raises PresetError with all that is wrong.
    """
    path = _path(name_or_path)
    data = _resolved(read_toml(path), path)[0]
    found = [] if is_path(name_or_path) else _misnamed(data, path.stem)
    for override in overrides:
        _apply(override, data)
    try:
        preset = from_data(data, Preset)
    except Faults as error:
        found += [key_first(fault) for fault in error.found]
    found += contradictions(data)
    if found:
        changed = f" with {', '.join(overrides)}" if overrides else ""
        raise PresetError("\n  ".join([f"{path}{changed}:", *found]))
    return preset


def inherited(name_or_path: str) -> Inheritance | None:
    """What the preset of that name or file has of another; None where it extends none. Raises PresetError."""
    path = _path(name_or_path)
    own = read_toml(path)
    parent = _resolved(own, path)[1]
    if parent is None:
        return None
    fields = tuple(key for key in _leaves(own) if key not in ("extends", "sources"))
    return Inheritance(parent, fields, tuple(str(source.get("key")) for source in _sources(own)))


def named_in(file: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Presets that a file names: their names, and those that are files as paths from its folder."""
    return tuple(str(file.parent / Path(name).expanduser()) if is_path(name) else name for name in names)


def is_path(name_or_path: str) -> bool:
    """Whether it is a preset's file, and not its name."""
    return name_or_path.endswith(".toml") or bool({"/", os.sep} & set(name_or_path))


def check(preset: Preset, signals: Iterable[str]) -> None:
    """Raises PresetError where the preset emphasizes a signal that is none of `signals`."""
    known = sorted(signals)
    unknown = sorted(set(preset.score.emphasis) - set(known))
    if unknown:
        faults = [f"score.emphasis.{name}: no such signal, there are {', '.join(known)}" for name in unknown]
        raise PresetError("\n  ".join([f"{preset.name}:", *faults]))


def _path(name_or_path: str) -> Path:
    return Path(name_or_path) if is_path(name_or_path) else _named(name_or_path)


def _named(name: str, heir: Path | None = None) -> Path:
    """The file of the preset; for an heir of its own name the shipped one, which it hides."""
    presets = available()
    if heir is not None and name in presets and presets[name].resolve() == heir.resolve():
        presets = available(folders()[1:])
    if name not in presets:
        near = get_close_matches(name, presets, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else "."
        raise PresetError(f"There is no preset '{name}'{hint} `autocut presets list` shows all.")
    return presets[name]


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file; raises PresetError where it cannot be read or is not TOML."""
    if path.is_dir():
        raise PresetError(f"{path}: is a folder, not a file")
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise PresetError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PresetError(f"{path}: is not UTF-8 text") from error
    except ValueError as error:
        raise PresetError(f"{path}: is not TOML: {error}") from error


def _resolved(data: dict[str, Any], path: Path) -> tuple[dict[str, Any], Path | None]:
    """The fields with those of the preset that they extend, and its file; raises PresetError where that cannot be.

    Tables are merged key by key, sources by what they back; all else of the heir stands instead. Its name is its own.
    """
    if "extends" not in data:
        return data, None
    name, own = data["extends"], {key: value for key, value in data.items() if key != "extends"}
    if not isinstance(name, str):
        raise PresetError(f"{path}:\n  extends: expected the name or the file of one preset, not {name!r}")
    parent = Path(*named_in(path, [name])) if is_path(name) else _named(name, path)
    inherited_data = read_toml(parent)
    if "extends" in inherited_data:
        raise PresetError(f"{path}: extends {name}, which itself extends {inherited_data['extends']}; one level is all")
    inherited_data.pop("name", None)
    merged = _merged(inherited_data, own)
    if isinstance(own.get("sources", []), list):
        backed = [source.get("key") for source in _sources(own)]
        kept = [source for source in _sources(inherited_data) if source.get("key") not in backed]
        merged["sources"] = [*kept, *own.get("sources", [])]
    return merged, parent


def _sources(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    sources = data.get("sources")
    return [each for each in sources if isinstance(each, Mapping)] if isinstance(sources, list) else []


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """The tables as one: a value of `over` stands instead of that of `base`."""
    both = {key: _merged(base[key], over[key]) for key in base if _are_tables(base[key], over.get(key))}
    return {**base, **over, **both}


def _are_tables(*values: object) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def _leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key


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
