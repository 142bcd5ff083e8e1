"""Captions: what is read, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from autocut.model.span import Span
from autocut.model.speech import Word

CaptionRule = Literal["line", "lines", "speed", "shortest", "longest", "gap"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown together; `span` and the words' spans are timeline time.

    `lift` is how far above the bottom of the safe area they stand, as a share of its height: 0 at the bottom.
    """

    span: Span
    lines: tuple[str, ...]
    words: tuple[Word, ...] = ()
    lift: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.lift < 1:
            raise ValueError(f"lift must be from 0 to below 1, not {self.lift}")


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of the preset that a cue breaks: `number` counts cues from 1, its `span` is timeline time.

    `measured` and `limit` are characters, lines, characters a second or seconds, as the rule has them.
    """

    number: int
    span: Span
    rule: CaptionRule
    measured: float
    limit: float
