"""The paths of this machine in the words of others, and theirs in its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path, PurePath
from typing import Any, TypeVar

from autocut.errors import AutocutError, PresetError

T = TypeVar("T")

_BEFORE = r"(?<![^\s'\"(=:])"
_AFTER = r"(?=/|$|[\s'\"),;:])"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A folder of this machine, and the name that the same folder has on others; neither ends with a slash."""

    here: str
    there: str

    @classmethod
    def written(cls, text: str) -> Mapped:
        """What a person wrote as `/mnt/a=/vol/a`; raises PresetError where it is no such thing."""
        here, _, there = (end.strip() for end in text.partition("="))
        ends = (here.rstrip("/"), there.rstrip("/"))
        if not all(end.startswith("/") for end in ends):
            raise PresetError(f"--map {text}: name a folder here and the same one there, as /mnt/a=/vol/a")
        return cls(*ends)


def maps_of(texts: Iterable[str]) -> tuple[Mapped, ...]:
    """The maps that a person wrote; raises PresetError also where a path would not come back as it went."""
    maps = tuple(map(Mapped.written, texts))
    for each in maps:
        others = [other for other in maps if other is not each]
        if any(other.here == each.here or _is_in(each.there, other.there) for other in others):
            said = ", ".join(f"{other.here}={other.there}" for other in maps)
            raise PresetError(f"--map {said}: a folder has two names here, or one there lies in another")
    return maps


def there(value: T, maps: Sequence[Mapped]) -> T:
    """The same value with every path in it as other machines name it.

    Paths, and texts that are a folder of the maps or begin with one and a slash, are found in dataclasses, tuples,
    lists, sets, mappings and errors. The longest folder counts.
    """
    ways = sorted(((each.here, each.there) for each in maps), key=_longest_first)

    def moved(text: str) -> str:
        return next((new + text[len(old) :] for old, new in ways if _is_in(text, old)), text)

    mapped: T = _within(value, moved) if maps else value
    return mapped


def here(value: T, maps: Sequence[Mapped]) -> T:
    """The same value with every path in it as this machine names it, also those that a sentence names."""
    ways = dict(sorted(((each.there, each.here) for each in maps), key=_longest_first))
    named = re.compile(f"{_BEFORE}({'|'.join(map(re.escape, ways))}){_AFTER}")

    def moved(text: str) -> str:
        return named.sub(lambda found: ways[found[1]], text)

    mapped: T = _within(value, moved) if maps else value
    return mapped


def _longest_first(way: tuple[str, str]) -> int:
    return -len(way[0])


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _within(value: Any, moved: Callable[[str], str]) -> Any:
    """The value with its texts and paths moved; itself where nothing changes."""
    if isinstance(value, str):
        text = moved(value)
        return value if text == value else text
    if isinstance(value, PurePath):
        text = moved(str(value))
        return value if text == str(value) else Path(text)
    if isinstance(value, Mapping):
        changed = {_within(key, moved): _within(each, moved) for key, each in value.items()}
        return value if _are_same(changed.values(), value.values()) and changed.keys() == value.keys() else changed
    if isinstance(value, (tuple, list, set, frozenset)):
        items = [_within(each, moved) for each in value]
        if _are_same(items, value):
            return value
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, AutocutError):
        parts: Any = value.__reduce__()
        return parts[0](*_within(parts[1], moved))
    return _of_fields(value, moved) if is_dataclass(value) and not isinstance(value, type) else value


def _of_fields(value: Any, moved: Callable[[str], str]) -> Any:
    own = {each.name: getattr(value, each.name) for each in fields(value)}
    new = {name: _within(each, moved) for name, each in own.items()}
    if _are_same(own.values(), new.values()):
        return value
    made = object.__new__(type(value))
    for name, each in new.items():
        object.__setattr__(made, name, each)
    return made


def _are_same(some: Iterable[object], others: Iterable[object]) -> bool:
    return all(one is other for one, other in zip(some, others, strict=True))
