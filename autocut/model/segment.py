"""A passage and what it is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autocut.model.span import Span

_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Score:
    """How engaging a passage is (0-1).

    `signals` are what was measured of it by name, each 0-1; `parts` what each of them adds. The parts, as they are
    written, sum to the total exactly.
    """

    total: float
    parts: Mapping[str, float] = field(default_factory=dict)
    signals: Mapping[str, float] = field(default_factory=dict)


def mean_score(scores: Sequence[Score], weights: Sequence[float]) -> Score | None:
    """The weighted mean of scores, in those parts and signals that all of them have; None where nothing weighs."""
    whole = math.fsum(weights)
    if whole <= 0:
        return None
    unit = 10**_DECIMALS

    def means(tables: Sequence[Mapping[str, float]]) -> dict[str, float]:
        names = [name for name in tables[0] if all(name in table for table in tables)]
        return {
            name: math.fsum(table[name] * weight for table, weight in zip(tables, weights, strict=True)) / whole
            for name in names
        }

    # Parts are cut and not rounded: their sum may not pass 1.
    millionths = {name: math.floor(unit * part + 1e-6) for name, part in means([s.parts for s in scores]).items()}
    parts = {name: part / unit for name, part in millionths.items()}
    signals = {name: round(value, 4) for name, value in means([score.signals for score in scores]).items()}
    return Score(sum(millionths.values()) / unit, parts, signals)


@dataclass(frozen=True, slots=True)
class Segment:
    """A candidate passage of the master (master time) with its score and its words, if any.

    `objection` says in one sentence why it may not be shown, whatever its score; empty where it may. `voices` are
    seconds of speech by speaker, empty where speakers were not told apart. `hook` is the sentence within it that may be
    moved to its front, None where none is or none was looked for.
    """

    span: Span
    score: Score
    text: str = ""
    objection: str = ""
    voices: Mapping[str, float] = field(default_factory=dict)
    hook: Span | None = None
