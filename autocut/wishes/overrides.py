"""Wishes as overrides of one preset: lines of `key=value`, as `--set` takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from autocut.model.preset import Preset
from autocut.model.span import Span
from autocut.model.wishes import Wishes
from autocut.wishes.lasting import lasting

T = TypeVar("T")

_PLAIN = {
    "seed": "edit.seed",
    "tighten": "edit.tighten",
    "hook_first": "edit.hook_first",
    "profanity": "edit.profanity",
    "title": "branding.title",
    "tagline": "branding.tagline",
    "music": "branding.music",
    "logo": "branding.logo",
    "intro": "branding.intro",
    "outro": "branding.outro",
    "captions_from": "captions.given",
}


def overrides_of(wishes: Wishes, preset: Preset) -> tuple[str, ...]:
    """What the wishes change in the preset beside what they write out; raises ValueError where their duration is none.

    A count is of shorts alone: there is one full version and one trailer.
    """
    return tuple(_lines(wishes, preset))


def written_out(wishes: Wishes) -> tuple[str, ...]:
    """The fields of presets that the wishes name themselves."""
    return tuple(f"{key}={_toml(value)}" for key, value in _fields(wishes.set))


def _lines(wishes: Wishes, preset: Preset) -> Iterator[str]:
    if wishes.count is not None and preset.kind == "short":
        yield f"count={wishes.count}"
    if wishes.duration is not None:
        asked = lasting(wishes.duration, preset.duration, preset.limits.max_duration)
        yield from (f"duration.{key}={getattr(asked, key):g}" for key in ("min", "target", "max"))
    yield from (f"{path}={_toml(value)}" for key, path in _PLAIN.items() if (value := getattr(wishes, key)) is not None)
    texts = {"topics": wishes.topics, "avoid": wishes.avoid and _both(preset.score.avoid, wishes.avoid)}
    yield from (f"score.{key}={_toml(value)}" for key, value in texts.items() if value)
    spans = {"keep": wishes.keep, "never": wishes.never and _both(preset.edit.never, wishes.never)}
    yield from (f"edit.{key}={_spans(value)}" for key, value in spans.items() if value)
    if wishes.crop:
        ways = (f"{{{_ends(each.span)}, how = {_toml(each.how)}}}" for each in wishes.crop)
        yield f"reframe.asked=[{', '.join(ways)}]"


def _both(before: tuple[T, ...], added: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*before, *added)))


def _fields(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """The values of nested tables, each under its dotted key."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _toml(value: object) -> str:
    # What JSON writes of texts, numbers, truths and lists of these is TOML as well.
    return json.dumps(value, ensure_ascii=False, default=str)


def _spans(spans: Sequence[Span]) -> str:
    return f"[{', '.join(f'{{{_ends(span)}}}' for span in spans)}]"


def _ends(span: Span) -> str:
    return f"start = {span.start!r}, end = {span.end!r}"
