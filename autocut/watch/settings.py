"""What the watch folder is set to: a TOML file of several inboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autocut.convert import Faults, from_data, key_first
from autocut.errors import PresetError
from autocut.presets import read_toml
from autocut.watch.inbox import Inbox
from autocut.watch.reading import inbox_of, out_of_range, placed
from autocut.watch.retry import FIRST_SECONDS


@dataclass(frozen=True, slots=True)
class Broken:
    """An inbox that cannot be watched, and why."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The inboxes, and how the service runs; `broken` are inboxes that it leaves out and tells of.

    `jobs` masters are worked on at once; `maps` are pairs of folders as `/here=/there`. No master is taken where
    the disk would be left with less than `least_free_bytes` after `free_factor` times the master's size. What
    another machine works on is taken up by this one when nothing was heard of it for `lease_seconds`. What failed
    and may pass is tried again within `retry_seconds`, then twice as long each time. At an end, work has
    `grace_seconds`. The log is rotated at `log_bytes`, and `log_keep` old ones are kept. `state` is the ledger's
    folder, `health` and `log` are files; None is the default place of the first, and none of the others.
    """

    inboxes: tuple[Inbox, ...] = ()
    broken: tuple[Broken, ...] = ()
    jobs: int = 1
    executor: str = "local"
    maps: tuple[str, ...] = ()
    poll_seconds: float = 2.0
    lease_seconds: float = 60.0
    retry_seconds: float = FIRST_SECONDS
    grace_seconds: float = 8.0
    least_free_bytes: int = 1_000_000_000
    free_factor: float = 2.0
    metrics_port: int | None = None
    health: Path | None = None
    log: Path | None = None
    log_bytes: int = 10_000_000
    log_keep: int = 5
    state: Path | None = None


_KEYS = tuple(each.name for each in fields(Settings) if each.name not in ("inboxes", "broken"))
_KEYED = re.compile(r"[\w.\[\]-]+: ")
_NOT_NEGATIVE = ("retry_seconds", "least_free_bytes", "free_factor", "log_keep")
_POSITIVE = ("jobs", "poll_seconds", "lease_seconds", "grace_seconds", "log_bytes")


def read_settings(path: Path) -> Settings:
    """The settings in a file, paths in it taken from its own folder; an inbox that is wrong is among the broken ones.

    Raises PresetError with all that is wrong beside the inboxes, and where the file has none.
    """
    data = read_toml(path)
    settings, faults = _service({key: data[key] for key in data if key != "inbox"}, path.absolute().parent)
    tables = data.get("inbox")
    if not isinstance(tables, Mapping) or not tables:
        faults.append("inbox: there must be at least one, such as [inbox.social]")
        tables = {}
    if faults:
        raise PresetError("\n  ".join([f"{path}:", *faults]))
    inboxes: list[Inbox] = []
    broken: list[Broken] = []
    for name, table in tables.items():
        try:
            inbox = inbox_of(name, table, path)
            _refuse_overlap(inbox, inboxes)
            inboxes.append(inbox)
        except Faults as error:
            lines = (f"inbox.{name}{'.' if _KEYED.match(fault) else ': '}{fault}" for fault in error.found)
            broken.append(Broken(name, "\n  ".join([f"{path}:", *lines])))
    return replace(settings, inboxes=tuple(inboxes), broken=tuple(broken))


def _service(given: Mapping[str, Any], folder: Path) -> tuple[Settings, list[str]]:
    """The settings beside the inboxes, and all faults of them, each as `key: reason`."""
    faults = [_unknown(key) for key in given if key not in _KEYS]
    try:
        settings = from_data({key: given[key] for key in given if key in _KEYS}, Settings)
    except Faults as error:
        return Settings(), faults + [key_first(fault) for fault in error.found]
    faults += [*out_of_range(settings, _NOT_NEGATIVE, _POSITIVE), *_out_of_range(settings)]
    paths = {key: value for key in ("health", "log", "state") if (value := getattr(settings, key))}
    try:
        absolute: dict[str, Any] = {key: placed(key, str(value), folder) for key, value in paths.items()}
    except Faults as error:
        return settings, [*faults, *error.found]
    return replace(settings, **absolute), faults


def _unknown(key: str) -> str:
    near = get_close_matches(key, (*_KEYS, "inbox"), n=1)
    return f"unknown key '{key}'" + (f", did you mean '{near[0]}'?" if near else "")


def _out_of_range(settings: Settings) -> Iterator[str]:
    if settings.metrics_port is not None and not 0 < settings.metrics_port < 65536:
        yield f"metrics_port: must be from 1 to 65535, but is {settings.metrics_port}"
    for number, pair in enumerate(settings.maps):
        if not all(pair.partition("=")):
            yield f"maps[{number}]: expected two folders such as /mnt/a=/vol/a, not {pair!r}"


def _refuse_overlap(inbox: Inbox, others: list[Inbox]) -> None:
    """Raises Faults where the inbox has the folder of another, or one lies inside the other: whose is a file there?"""
    own = inbox.folder
    for other in others:
        its = other.folder
        if own == its:
            raise Faults([f"folder: {inbox.folder} is the folder of inbox.{other.name} too"])
        if own.is_relative_to(its) or its.is_relative_to(own):
            inner, outer = (inbox, other) if own.is_relative_to(its) else (other, inbox)
            raise Faults([f"folder: {inner.folder} lies inside {outer.folder}, of inbox.{outer.name}"])
