"""What is asked of one master beside its presets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autocut.model.preset import Profanity, Tighten
from autocut.model.reframe import Asked
from autocut.model.span import Span


@dataclass(frozen=True, slots=True)
class Wishes:
    """The keys of a sidecar and of a row of a matrix; None and empty is what nobody asked for.

    `presets` are names or files; `keep`, `never` and `crop` are master time; `duration` is seconds as `30..45`,
    `..45`, `30..` or `30`, which is that within a tenth; `count` is of shorts. `music`, `logo`, `intro`, `outro` and
    `captions_from` are paths. `set` has fields of presets, under dotted names or in tables.
    """

    presets: tuple[str, ...] = ()
    keep: tuple[Span, ...] = ()
    never: tuple[Span, ...] = ()
    crop: tuple[Asked, ...] = ()
    topics: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    count: int | None = None
    duration: str | None = None
    seed: int | None = None
    tighten: Tighten | None = None
    hook_first: bool | None = None
    profanity: Profanity | None = None
    music: str | None = None
    title: str | None = None
    tagline: str | None = None
    logo: str | None = None
    intro: str | None = None
    outro: str | None = None
    captions_from: str | None = None
    set: Mapping[str, Any] = field(default_factory=dict)


FILES = ("music", "logo", "intro", "outro", "captions_from")
"""The wishes that are paths of files."""
