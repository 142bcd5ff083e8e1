"""Which pieces a trailer is made of, each in its place in the arc."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import pairwise

from autocut.model.preset import Duration, Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.plan.balance import Balance, Balanced, balanced
from autocut.plan.exchange import Rules
from autocut.plan.footage import Footage
from autocut.plan.repeats import said_again
from autocut.plan.splices import objection
from autocut.plan.trailer.arc import ARC, Lengths, fit, in_order
from autocut.plan.trailer.looks import seen_again
from autocut.plan.trailer.piece import Piece, Placed, Role
from autocut.plan.trailer.pool import Pool, said_twice
from autocut.plan.trailer.search import best_arc

_LONGER = (1.0, 1.5, 2.5, 4.0)
_FINALISTS = 10
_BUILDERS = 30
_LOT_WORTH = 1e-4
_ROUNDS = 12
_ENOUGH = 0.9
_STRETCH = 1.5


@dataclass(frozen=True, slots=True)
class Cast:
    """The pieces in playing order, none where they do not fill the shortest trailer; `seconds` is what they give.

    `stock` is what they were taken from and `made` how speakers were balanced.
    """

    places: tuple[Placed, ...]
    stock: Pool
    seconds: float = 0.0
    made: Balanced = field(default_factory=lambda: Balanced(()))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the balance."""
        return (self.made.note,) if self.made.note else ()


@dataclass(frozen=True, slots=True)
class Casting:
    """Fills the arc for one preset: `allowed` is what may be shown, `room` the seconds that the pieces may last."""

    footage: Footage
    preset: Preset
    allowed: Span
    room: Duration

    def cast(self, stock: Pool) -> Cast:
        """The best arc in which nothing looks like what was shown already, where there is enough else to show."""
        found = self._cast(stock)
        for _ in range(_ROUNDS):
            again = seen_again(found.places, self.footage.analysis)
            other = self._cast(found.stock.without(again)) if again else found
            if not again or self._seconds(other) < _ENOUGH * min(self._seconds(found), self.room.target):
                break
            found = other
        return found

    def _cast(self, stock: Pool) -> Cast:
        """The best arc in which no piece spoils what is said beside it."""
        has_dialogue = any(piece.spoken for piece in stock.pieces)
        stock = stock.without(said_twice(self._finalists(stock.pieces, has_dialogue)))
        while True:
            pieces = self._finalists(stock.pieces, has_dialogue)
            places = self._filled(pieces, has_dialogue)
            if places is None:
                return Cast((), stock, self._most(pieces, has_dialogue))
            made = self._balanced(places, pieces)
            if made.newcomers:
                places = self._rearranged(made, pieces, has_dialogue)
            order = in_order(places)
            spoiled = self._spoiled(order)
            if not spoiled:
                return Cast(order, stock, made=made)
            stock = stock.without(spoiled)

    def _seconds(self, cast: Cast) -> float:
        """How long the pieces can be together."""
        lengths = self._lengths(_STRETCH)
        return math.fsum(lengths.played(placed.piece, placed.role) for placed in cast.places)

    def _fit(self, piece: Piece, role: Role, lengths: Lengths, has_dialogue: bool) -> float:
        where = min(1.0, piece.span.middle / self.allowed.end) if self.allowed.end else 0.0
        own = fit(piece, role, where=where, wanted=lengths.of(piece, role), has_dialogue=has_dialogue)
        return own + _LOT_WORTH * self._lot(piece.segment)

    def _lot(self, segment: Segment) -> float:
        """What decides between equals (0-1): the earlier one where no seed is given."""
        seed = self.preset.edit.seed
        drawn = blake2b(f"{seed} {segment.span}".encode(), digest_size=4).digest()
        return int.from_bytes(drawn) / 2**32 if seed else 0.0

    def _lengths(self, longer: float = 1.0) -> Lengths:
        return Lengths(self.room.target, self.preset.trailer.min_clip if self.preset.trailer else 0.0, longer)

    def _finalists(self, pieces: Sequence[Piece], has_dialogue: bool) -> list[Piece]:
        """Those that fit a place best, said and seen apart, in the order of the pieces; and all that was asked for."""
        lengths = self._lengths()
        held = {piece.span for piece in pieces if piece.asked}
        for spoken in (True, False):
            alike = [piece for piece in pieces if piece.spoken is spoken]
            for role in ARC:
                best = sorted(alike, key=lambda piece: -self._fit(piece, role, lengths, has_dialogue))
                held.update(piece.span for piece in best[: _BUILDERS if role == "build" else _FINALISTS])
        return [piece for piece in pieces if piece.span in held]

    def _filled(self, pieces: Sequence[Piece], has_dialogue: bool) -> tuple[Placed, ...] | None:
        """The best arc; where it is too short, the best of longer pieces."""
        for longer in _LONGER:
            if found := self._best(pieces, has_dialogue, self.room, longer):
                return found
        return None

    def _best(
        self, pieces: Sequence[Piece], has_dialogue: bool, room: Duration, longer: float, *, every: bool = False
    ) -> tuple[Placed, ...] | None:
        lengths = self._lengths(longer)
        fits = {(piece.span, role): self._fit(piece, role, lengths, has_dialogue) for piece in pieces for role in ARC}
        required = {piece.span for piece in pieces if piece.asked or every}
        return best_arc(pieces, required, lambda piece, role: fits[piece.span, role], lengths, room)

    def _most(self, pieces: Sequence[Piece], has_dialogue: bool) -> float:
        """Seconds that the pieces give at most."""
        room = replace(self.room, min=0.0, target=self.room.max)
        found = self._best(pieces, has_dialogue, room, _LONGER[-1]) or ()
        return math.fsum(self._lengths(_LONGER[-1]).played(placed.piece, placed.role) for placed in found)

    def _balanced(self, places: Sequence[Placed], pieces: Sequence[Piece]) -> Balanced:
        """The pieces that keep the balance of speakers; what was asked for is not given up for it."""
        own = {piece.segment.span: piece for piece in pieces}
        lengths = self._lengths()
        chosen = sorted((placed.piece for placed in places), key=lambda piece: -piece.segment.score.total)
        plain = [piece.segment for piece in chosen]

        def joins(segment: Segment, others: Sequence[Segment]) -> bool:
            near = [own[other.span] for other in others]
            return all(_apart(own[segment.span], each) for each in near) and not said_again(segment, others)

        rules = Rules(
            joins=joins,
            size=lambda segment: lengths.played(own[segment.span], "build"),
            enough=min(self.room.target, math.fsum(lengths.played(piece, "build") for piece in chosen)),
            room=self.room.max,
        )
        ordered = sorted(own.values(), key=lambda piece: (-piece.segment.score.total, piece.span))
        balance = Balance(self.preset.score.balance, self.footage.spoken)
        made = balanced(plain, [piece.segment for piece in ordered], rules, balance)
        if any(own[segment.span].asked for segment in made.given_up):
            return Balanced(tuple(plain), note=f"balance {balance.kept:g} gave way to what is to be kept")
        return made

    def _rearranged(self, made: Balanced, pieces: Sequence[Piece], has_dialogue: bool) -> tuple[Placed, ...]:
        spans = {segment.span for segment in made.chosen}
        chosen = [piece for piece in pieces if piece.segment.span in spans]
        room = Duration(0.0, self.room.target, math.inf)
        return self._best(chosen, has_dialogue, room, 1.0, every=True) or ()

    def _spoiled(self, order: Sequence[Placed]) -> dict[Span, str]:
        """For the spans of pieces that spoil what is said beside them, why they are left out.

        That is a question that something else would answer, else the later one of the two. What was asked for stays.
        """
        card = bool(self.preset.trailer and self.preset.trailer.title_card)
        found: dict[Span, str] = {}
        for before, after in pairwise(order):
            parted = (card and after.role == "button") or before.piece.segment.span in found
            why = "" if parted else objection(before.piece.span, after.piece.span, self.footage)
            spoils = before.piece if before.piece.asks else after.piece
            if why and not spoils.asked:
                found[spoils.segment.span] = why
        return found


def _apart(one: Piece, other: Piece) -> bool:
    first, second = sorted((one, other), key=lambda piece: piece.span)
    return first.span.end <= max(second.after, 0.0) + 1e-6
