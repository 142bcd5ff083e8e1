"""Orders as shell commands, for farms that run commands: OpenCue, Deadline, Slurm or a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from autocut.errors import PresetError
from autocut.farm.paths import Mapped, there
from autocut.model.span import Span, from_timecodes
from autocut.model.wishes import FILES, Wishes
from autocut.order import Order, is_plan
from autocut.presets import is_path
from autocut.request import Request

_PATHS = (*(f"branding.{name}" for name in FILES if name != "captions_from"), "captions.given")
_TEXTS = ("title", "tagline", "duration", "tighten", "profanity", "count", "seed", *FILES)
_LISTS = {"topics": "topic", "avoid": "avoid"}
_OF_REQUEST = ("matrix", "language", "audio_track", "model", "transcript")


def command_of(order: Order, maps: Sequence[Mapped] = ()) -> str:
    """One line for a shell that does the whole order, on any machine that has autocut and the same files.

    It takes nothing from where it is run, and run again it does what is missing; its paths are those of other
    machines by the maps. Raises PresetError where the order asks for what no option of `autocut render` says.
    """
    whole = there(_whole(order, maps), maps)
    return shlex.join(["autocut", "render", str(whole.source), *_options(whole)])


def _whole(order: Order, maps: Sequence[Mapped]) -> Order:
    """The order with paths that are taken from no folder."""
    asked = order.request
    files: dict[str, Any] = {name: _absolute(path) for name in FILES if (path := getattr(asked.wishes, name))}
    model = asked.model
    request = replace(
        asked,
        names=tuple(_absolute(name) if is_path(name) else name for name in asked.names),
        overrides=tuple(_with_whole_path(override, maps) for override in asked.overrides),
        model=_absolute(model) if model and _is_there(model) else model,
        transcript=asked.transcript and asked.transcript.absolute(),
        matrix=asked.matrix and asked.matrix.absolute(),
        wishes=replace(asked.wishes, **files),
    )
    return replace(order, source=order.source.absolute(), output=order.output.absolute(), request=request)


def _options(order: Order) -> Iterator[str]:
    yield from _asked(order.request)
    yield f"--output={order.output}"
    if order.name and (is_plan(order.source) or order.name != order.source.stem):
        yield f"--as={order.name}"
    if order.force:
        yield "--force"


def _asked(request: Request) -> Iterator[str]:
    yield from (f"--preset={name}" for name in request.names)
    yield from (f"--set={override}" for override in request.overrides)
    for name in _OF_REQUEST:
        value = getattr(request, name)
        if value is not None:
            yield f"--{_dashed(name)}={value}"
    yield from (f"--{name}" for name in ("exhaustive", "offline") if getattr(request, name))
    yield from _wished(request.wishes)


def _wished(wishes: Wishes) -> Iterator[str]:
    unsaid = [name for name in ("presets", "set") if getattr(wishes, name)]
    if unsaid:
        raise PresetError(f"{', '.join(unsaid)}: no option of a command says this; write it into presets or --set")
    for name, option in _LISTS.items():
        yield from (f"--{option}={text}" for text in getattr(wishes, name))
    for name in ("keep", "never"):
        yield from (f"--{name}={_stretch(span)}" for span in getattr(wishes, name))
    yield from (f"--crop={_stretch(each.span)}={each.how}" for each in wishes.crop)
    if wishes.hook_first is not None:
        yield "--hook-first" if wishes.hook_first else "--no-hook-first"
    yield from (f"--{_dashed(name)}={value}" for name in _TEXTS if (value := getattr(wishes, name)) is not None)


def _stretch(span: Span) -> str:
    written = "-".join(f"{Decimal(repr(end)):f}" for end in (span.start, span.end))
    try:
        same = from_timecodes(written) == span
    except ValueError:
        same = False
    if not same:
        raise PresetError(f"{written} is no stretch of a master that an option could say")
    return written


def _with_whole_path(override: str, maps: Sequence[Mapped]) -> str:
    """The override, with the whole path on other machines where it names a file."""
    key, _, value = override.partition("=")
    bare = value.strip().strip("\"'")
    return f'{key}="{there(_absolute(bare), maps)}"' if key.strip() in _PATHS and bare else override


def _absolute(path: str) -> str:
    return str(_expanded(path).absolute())


def _is_there(path: str) -> bool:
    try:
        return _expanded(path).exists()
    except OSError:
        # A name that is too long for any file.
        return False


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        # `~name`, where nobody is called so.
        return Path(path)


def _dashed(name: str) -> str:
    return name.replace("_", "-")
