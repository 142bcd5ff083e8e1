"""The table of an inbox from the settings, strictly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autocut import presets
from autocut.convert import Faults, from_data, key_first
from autocut.errors import PresetError
from autocut.model.wishes import Wishes
from autocut.request import Request
from autocut.watch.inbox import Hooks, Inbox, Webhook
from autocut.watch.layout import Names
from autocut.watch.schedule import Schedule
from autocut.watch.telling.hooks import faults_of_hook
from autocut.watch.telling.webhooks import faults_of_webhook
from autocut.wishes.reading import wishes_of

LAYOUT = {"in": "inbox", **{name: name for name in ("processing", "done", "failed", "duplicate", "out")}}
"""The keys of the names of folders, with the fields of Names."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The keys of an inbox that are no wishes."""

    folder: str
    names: Mapping[str, str] = field(default_factory=dict)
    settle_seconds: float = 10.0
    incomplete_after: float = 3600.0
    sidecar_wait: float = 0.0
    trigger: str = ""
    schedule: str = "always"
    priority: int = 0
    concurrency: int = 0
    most_attempts: int = 5
    on_delivered: tuple[str, ...] = ()
    on_failed: tuple[str, ...] = ()
    hook_timeout: float = 60.0
    webhook: tuple[Webhook, ...] = ()
    matrix: str | None = None
    language: str | None = None
    audio_track: str | None = None
    model: str | None = None
    exhaustive: bool = False
    offline: bool = False


_KEYS = tuple(each.name for each in fields(_Table))
_WISHES = tuple(each.name for each in fields(Wishes))
_AS_THEY_ARE = (*_KEYS[2:6], "priority", "concurrency", "most_attempts")
_NOT_NEGATIVE = ("settle_seconds", "sidecar_wait", "concurrency")
_POSITIVE = ("incomplete_after", "hook_timeout", "most_attempts")
_OF_ANALYSIS = ("language", "audio_track", "model", "exhaustive", "offline")


def inbox_of(name: str, table: object, file: Path) -> Inbox:
    """The inbox that a table of the settings file says, its paths taken from the file's folder.

    Raises Faults with all that is wrong, each as `key: reason`; of its presets once all else is well.
    """
    if not isinstance(table, Mapping):
        raise Faults([f"expected a table such as [inbox.{name}]"])
    found = list(_unknown_keys(table))
    folder = file.absolute().parent
    wishes, faults = wishes_of({key: table[key] for key in table if key in _WISHES}, folder)
    found += faults
    try:
        own = from_data({key: table[key] for key in table if key in _KEYS}, _Table)
    except Faults as error:
        raise Faults(found + [_required(key_first(fault)) for fault in error.found]) from error
    found += _faults(own, folder)
    if (own.matrix is None) == (not wishes.presets):
        found.append("presets: name at least one, or a matrix, and not both")
    if found:
        raise Faults(found)
    return _inbox(name, own, wishes, file)


def placed(key: str, text: str, folder: Path) -> Path:
    """The path that is written at the key in a file of that folder, resolved; raises Faults where it names no user."""
    try:
        return (folder / Path(text).expanduser()).resolve()
    except RuntimeError as error:
        raise Faults([f"{key}: {text!r} names a user that is not there"]) from error


def _inbox(name: str, own: _Table, wishes: Wishes, file: Path) -> Inbox:
    folder = file.absolute().parent
    request = Request(
        presets.named_in(file.absolute(), wishes.presets),
        wishes=replace(wishes, presets=()),
        matrix=placed("matrix", own.matrix, folder) if own.matrix else None,
        yields=True,
        **{key: getattr(own, key) for key in _OF_ANALYSIS},
    )
    try:
        request.presets()
    except PresetError as error:
        raise Faults([f"{'matrix' if own.matrix else 'presets'}: {error}"]) from error
    return Inbox(
        name,
        placed("folder", own.folder, folder),
        request,
        Names(**{LAYOUT[key]: _expanded(key, text) for key, text in own.names.items()}),
        schedule=Schedule.parse(own.schedule),
        hooks=Hooks(_command(own.on_delivered, folder), _command(own.on_failed, folder), own.hook_timeout),
        webhooks=tuple(_placed_secret(webhook, folder) for webhook in own.webhook),
        **{key: getattr(own, key) for key in _AS_THEY_ARE},
    )


def _expanded(key: str, text: str) -> str:
    """A name of a folder in the inbox, or an absolute path."""
    return str(placed(f"names.{key}", text, Path("/"))) if text.startswith("~") else text


def _placed_secret(webhook: Webhook, folder: Path) -> Webhook:
    if webhook.secret_file is None:
        return webhook
    return replace(webhook, secret_file=placed("secret_file", str(webhook.secret_file), folder))


def _command(arguments: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """The arguments with a program that is written as a path from the file's folder made absolute."""
    return (str(folder / arguments[0]), *arguments[1:]) if arguments and "/" in arguments[0] else arguments


def _unknown_keys(table: Mapping[str, Any]) -> Iterator[str]:
    known = (*_KEYS, *_WISHES)
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            yield f"unknown key '{key}'" + (f", did you mean '{near[0]}'?" if near else "")


def _required(fault: str) -> str:
    return "folder: is missing" if "'folder' is missing" in fault else fault


def _faults(own: _Table, folder: Path) -> Iterator[str]:
    yield from out_of_range(own, _NOT_NEGATIVE, _POSITIVE)
    if own.trigger and (not own.trigger.startswith(".") or "/" in own.trigger):
        yield f"trigger: expected the end of a file's name such as .ready, not {own.trigger!r}"
    for key in own.names:
        if key not in LAYOUT:
            yield f"names.{key}: there is no such folder, there are {', '.join(LAYOUT)}"
    try:
        Schedule.parse(own.schedule)
    except ValueError as error:
        yield f"schedule: {error}"
    yield from _faults_of_telling(own, folder)


def _faults_of_telling(own: _Table, folder: Path) -> Iterator[str]:
    for key in ("on_delivered", "on_failed"):
        yield from (f"{key}: {fault}" for fault in faults_of_hook(_command(getattr(own, key), folder)))
    for number, webhook in enumerate(own.webhook):
        yield from (f"webhook[{number}].{fault}" for fault in faults_of_webhook(_placed_secret(webhook, folder)))


def out_of_range(values: object, not_negative: Iterable[str], positive: Iterable[str]) -> Iterator[str]:
    """Which of the fields are out of their range, each as `key: reason`."""
    for key in not_negative:
        if getattr(values, key) < 0:
            yield f"{key}: must not be below 0, but is {getattr(values, key):g}"
    for key in positive:
        if getattr(values, key) <= 0:
            yield f"{key}: must be above 0, but is {getattr(values, key):g}"
