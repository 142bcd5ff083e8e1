"""Versions for audiences and situations: a file whose rows are asked for in each of its presets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autocut.errors import PresetError
from autocut.model.wishes import Wishes
from autocut.presets import read_toml
from autocut.wishes.reading import wishes_of

_KEYS = ("presets", "rows")


@dataclass(frozen=True, slots=True)
class Row:
    """An audience or a situation: its name, which versions' names end with, and what it asks for in which presets."""

    name: str
    wishes: Wishes

    @property
    def presets(self) -> tuple[str, ...]:
        """Names or files of the presets in which it is made."""
        return self.wishes.presets


@dataclass(frozen=True, slots=True)
class Matrix:
    """The file and its rows, in the order in which they are written."""

    path: Path
    rows: tuple[Row, ...]


def read_matrix(path: Path) -> Matrix:
    """The matrix in a file, paths in it taken from its own folder; raises PresetError with all that is wrong."""
    data, folder = read_toml(path), path.absolute().parent
    faults = [_unknown(key) for key in data if key not in _KEYS]
    columns, heads = wishes_of({"presets": data.get("presets", [])}, folder)
    faults += heads
    table = data.get("rows", {})
    if not isinstance(table, Mapping) or not table:
        faults.append("rows: there must be at least one, such as [rows.kids]")
        table = {}
    rows = [_row(name, asked, columns.presets, folder, faults) for name, asked in table.items()]
    if faults:
        raise PresetError("\n  ".join([f"{path}:", *faults]))
    return Matrix(path, tuple(rows))


def _row(name: str, asked: Any, columns: tuple[str, ...], folder: Path, faults: list[str]) -> Row:
    if not isinstance(asked, Mapping):
        faults.append(f"rows.{name}: expected a table such as [rows.{name}]")
        return Row(name, Wishes())
    if not re.fullmatch(r"[\w-]+", name):
        faults.append(f"rows.{name}: its name must be letters, digits, '-' and '_' alone, for it goes into file names")
    wishes, own = wishes_of({"presets": list(columns), **asked}, folder)
    faults += [f"rows.{name}{': ' if fault.startswith('unknown key') else '.'}{fault}" for fault in own]
    if not own and not wishes.presets:
        faults.append(f"rows.{name}: no presets; name them at the top of the file or in the row")
    return Row(name, wishes)


def _unknown(key: str) -> str:
    near = get_close_matches(key, _KEYS, n=1)
    return f"unknown key '{key}'" + (f", did you mean '{near[0]}'?" if near else f", there are {' and '.join(_KEYS)}")
