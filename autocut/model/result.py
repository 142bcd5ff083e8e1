"""What came of delivered versions, and of passages that a person decided on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reception:
    """How a version was received, as its platform counts it; None or empty where it does not tell.

    `watched` is the average view duration in seconds, `share` the average share of the version that was viewed (over 1
    where it was played again), `retention` the shares of viewers left at even steps through it.
    """

    views: float | None = None
    watched: float | None = None
    share: float | None = None
    likes: float | None = None
    skips: float | None = None
    retention: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A delivered version with the signals of its score, its length in seconds and how it was received.

    `master` is the fingerprint of its master.
    """

    master: str
    preset: str
    duration: float
    signals: Mapping[str, float]
    reception: Reception


@dataclass(frozen=True, slots=True)
class Example:
    """What weights are learned from: the signals of a passage or version (0-1) and what came of it (0-1).

    Only examples of the same `peers` may be compared with each other; `master` is the fingerprint of its master.
    """

    master: str
    peers: str
    signals: Mapping[str, float] = field(default_factory=dict)
    outcome: float = 0.0
