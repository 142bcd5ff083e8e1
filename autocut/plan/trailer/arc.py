"""The arc of a trailer: what each place in it asks of a piece, and how long it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autocut.model.segment import Segment
from autocut.plan.trailer.piece import Piece, Placed, Role

ARC: tuple[Role, ...] = ("open", "who", "promise", "build", "best", "button")
"""The places in their order; the title card stands between the last two. Only the build has several pieces."""

SAID: Mapping[Role, str] = {
    "open": "It opens with the place and the mood",
    "who": "It shows who this is about",
    "promise": "It is the promise, or the conflict",
    "build": "It is part of the build, in shortening shots",
    "best": "The best line, before the title",
    "button": "The button, after the title",
}
PEAK = "The strongest moment, before the title"

# The share of the time that a piece in which somebody speaks should have, and one that is only looked at.
_SHARES: Mapping[Role, tuple[float, float]] = {
    "open": (0.15, 0.14),
    "who": (0.15, 0.11),
    "promise": (0.17, 0.11),
    "build": (0.1, 0.06),
    "best": (0.17, 0.08),
    "button": (0.09, 0.08),
}
# What is measured of a piece (0-1) and how much it counts; under 0 the lack of it counts. `early` and `late` are where
# it lies in what may be shown of the master.
_SEEN: Mapping[Role, Mapping[str, float]] = {
    "open": {"early": 0.35, "motion": -0.2, "pace": -0.15, "closeups": -0.2, "loudness": -0.1},
    "who": {"faces": 0.4, "closeups": 0.3, "early": 0.3},
    "promise": {"buildup": 0.3, "dynamics": 0.2, "motion": 0.2, "faces": 0.1, "early": 0.2},
    "build": {"motion": 0.4, "loudness": 0.3, "pace": 0.3},
    "best": {"motion": 0.35, "loudness": 0.35, "pace": 0.1, "late": 0.2},
    "button": {"audience": 0.4, "faces": 0.3, "late": 0.3},
}
_HEARD: Mapping[Role, Mapping[str, float]] = {
    "open": {"early": 0.5, "standalone": 0.3, "plainness": 0.2},
    "who": {"faces": 0.3, "standalone": 0.3, "confession": 0.2, "early": 0.2},
    "promise": {"hook": 0.5, "standalone": 0.2, "emotion": 0.2, "novelty": 0.1},
    "build": {"emotion": 0.3, "dynamics": 0.3, "standalone": 0.2, "rate": 0.2},
    "best": {"quotability": 0.4, "standalone": 0.4, "emotion": 0.2},
    "button": {"audience": 0.3, "reaction": 0.2, "turn": 0.2, "late": 0.3},
}
_IS_SAID: tuple[Role, ...] = ("who", "promise", "best")
_BEFORE_CARDS: tuple[Role, ...] = ("best", "button")
_OUT_OF_PLACE = 0.6
# What follows a question seems to answer it, unless it is a card.
_ASKED_OF_WHOM = 0.3
_STANDS = 0.65
_BY_ROLE = 0.65
_OFF_LENGTH_COST = 0.4


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long pieces should be, where so many `seconds` are to be filled; none is shorter than `shortest`.

    `longer` stretches them all.
    """

    seconds: float
    shortest: float
    longer: float = 1.0

    def of(self, piece: Piece, role: Role) -> float:
        """Seconds that are wanted of the piece in this place."""
        heard, seen = _SHARES[role]
        return self.longer * max(self.shortest, (heard if piece.spoken else seen) * self.seconds)

    def played(self, piece: Piece, role: Role) -> float:
        """Seconds that it gives there."""
        return piece.length(self.of(piece, role))


def fit(piece: Piece, role: Role, *, where: float, wanted: float, has_dialogue: bool) -> float:
    """How well the piece fits the place (0-1); `where` is how far into what may be shown it lies (0-1).

    What was not measured does not count. Where there is dialogue, people should be heard in the middle places and at
    the title, and seen in the others.
    """
    signals = {**piece.segment.score.signals, "early": 1 - where, "late": where}
    asked = (_HEARD if piece.spoken else _SEEN)[role]
    weights = {name: weight for name, weight in asked.items() if name in signals}
    whole = math.fsum(abs(weight) for weight in weights.values())
    suits = math.fsum(
        abs(weight) / whole * (signals[name] if weight > 0 else 1 - signals[name]) for name, weight in weights.items()
    )
    value = _BY_ROLE * suits + (1 - _BY_ROLE) * piece.segment.score.total
    if has_dialogue and piece.spoken != (role in _IS_SAID):
        value *= _OUT_OF_PLACE
    if piece.asks and role not in _BEFORE_CARDS:
        value *= _ASKED_OF_WHOM
    if role == "best" and piece.spoken and signals.get("standalone", 1.0) < _STANDS:
        value *= _OUT_OF_PLACE
    off = abs(piece.length(wanted) - wanted) / wanted
    return value * piece.clear * (1 - _OFF_LENGTH_COST * min(1.0, off))


def in_order(places: Sequence[Placed]) -> tuple[Placed, ...]:
    """The pieces in the order of the arc; those of the build in rising energy, what is said among them as it was said.

    Where all of the build is said it keeps the master's order.
    """
    return tuple(
        each
        for role in ARC
        for each in (_build(places) if role == "build" else [placed for placed in places if placed.role == role])
    )


def _build(places: Sequence[Placed]) -> list[Placed]:
    build = sorted((each for each in places if each.role == "build"), key=lambda each: each.piece.span)
    seen = sorted((each for each in build if not each.piece.spoken), key=lambda each: energy(each.piece.segment))
    heard = [each for each in build if each.piece.spoken]
    for k, each in enumerate(heard):
        seen.insert(k + (k + 1) * (len(build) - len(heard)) // (len(heard) + 1), each)
    return seen


def energy(segment: Segment) -> float:
    """How much goes on in a passage (0-1): the mean of its motion, its loudness and the pace of its shots."""
    signals = segment.score.signals
    return round(math.fsum(signals.get(name, 0.0) for name in ("motion", "loudness", "pace")) / 3, 6)
