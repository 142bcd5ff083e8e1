"""How much each signal counts, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Spread:
    """How a signal usually is: its mean and standard deviation, each 0-1."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Weighting:
    """The weights of the score's signals by name, none below 0; only their ratios matter.

    `method` says in words how they were found, `data` of what, `data_sha256` what exactly; `scores` are what they
    reached on data that they were not fitted on, `usual` how the signals were on what they were fitted on, measured
    of each `usual_of`.
    """

    name: str
    made: date
    method: str
    weights: Mapping[str, float]
    data: str = ""
    data_sha256: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, Spread] = field(default_factory=dict)
    usual_of: Literal["sentence", "passage"] = "sentence"
