"""A table of wishes from a TOML file, strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autocut.convert import Faults, from_data, key_first
from autocut.model.wishes import FILES, Wishes
from autocut.wishes.lasting import bounds_of


def wishes_of(table: Mapping[str, Any], folder: Path) -> tuple[Wishes, list[str]]:
    """The wishes of the table with paths taken from `folder`, and all faults of it, each as `key: reason`."""
    faults: list[str] = []
    given = dict(table)
    if isinstance(given.get("duration"), (int, float)) and not isinstance(given["duration"], bool):
        given["duration"] = str(given["duration"])
    if "language" in given:
        faults.append("language: captions stay in the language that is spoken; autocut does not translate")
        del given["language"]
    try:
        wishes = from_data(given, Wishes)
    except Faults as error:
        return Wishes(), faults + [key_first(fault) for fault in error.found]
    if wishes.duration is not None:
        try:
            bounds_of(wishes.duration)
        except ValueError as error:
            faults.append(f"duration: {error}")
    if wishes.count is not None and wishes.count < 1:
        faults.append(f"count: must be at least 1, not {wishes.count}")
    paths = {key: (folder / value).resolve() for key in FILES if (value := getattr(wishes, key))}
    faults += [f"{key}: there is no file {path}" for key, path in paths.items() if not path.is_file()]
    absolute: dict[str, Any] = {key: str(path) for key, path in paths.items()}
    return replace(wishes, **absolute), faults
