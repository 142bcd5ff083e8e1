"""Time in the master against time in its versions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autocut.model.span import Span, covered
from autocut.model.voices import shares


@dataclass(frozen=True, slots=True)
class Amount:
    """Seconds, and what share they are of those of all speakers or all parts (0-1)."""

    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The same in the master and in all its versions together."""

    master: Amount
    versions: Amount


def compared(presence: Mapping[str, Sequence[Span]], whole: Span, played: Sequence[Span]) -> dict[str, Compared]:
    """For each name how much of `whole`, and of what versions play of the master, its spans cover (master time).

    The shares in the master sum to 1, and so do those in the versions; where there is nothing they are all 0.
    """
    before = {name: covered(spans, whole) for name, spans in presence.items()}
    after = {name: math.fsum(covered(spans, clip) for clip in played) for name, spans in presence.items()}
    return {
        name: Compared(Amount(before[name], own), Amount(after[name], now))
        for (name, own), now in zip(shares(before).items(), shares(after).values(), strict=True)
    }
