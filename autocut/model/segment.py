"""A passage and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autocut.model.span import Span


@dataclass(frozen=True, slots=True)
class Score:
    """How engaging a passage is (0-1); `parts` are its signals by name, each 0-1, kept to explain it."""

    total: float
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """A candidate passage of the master (master time) with its score and its words, if any."""

    span: Span
    score: Score
    text: str = ""
