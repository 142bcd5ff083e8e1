"""Which pieces fill the arc of a trailer best."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from autocut.model.preset import Duration
from autocut.model.span import Span
from autocut.plan.trailer.arc import ARC, Lengths
from autocut.plan.trailer.piece import Piece, Placed, Role

_STEPS_A_SECOND = 2
_OFF_TARGET_COST = 1.0
_BUILD_WORTH = 0.8
_PLACE_WORTH = 0.4
_MOST_OVER_SECONDS = 8.0
_ROUNDING = 1e-6

Fit = Callable[[Piece, Role], float]


class _State(NamedTuple):
    """What the pieces so far are worth, how long they are, the last of them with its role, and the state before it."""

    value: float
    length: float
    last: Placed | None = None
    before: _State | None = None


def best_arc(
    pieces: Sequence[Piece], required: Collection[Span], fit: Fit, lengths: Lengths, bounds: Duration
) -> tuple[Placed, ...] | None:
    """The pieces with their places that are worth most, or None where none last from `bounds.min` to `bounds.max`.

    They share no time, and those whose span is required are among them; each place has one piece at most, the build
    any number. A place is worth its length times the fit of its piece, and something for being filled; each piece of
    the build its length times its fit; each second away from the target costs. Weighted interval scheduling (Kleinberg
    and Tardos, Algorithm Design, section 6.1) over the places that are filled and the length in half seconds, in which
    it is exact.
    """
    ordered = sorted(pieces, key=lambda piece: (piece.span.end, piece.span.start))
    ends = [piece.span.end for piece in ordered]
    longest = bounds.max if required else min(bounds.max, max(bounds.target, bounds.min) + _MOST_OVER_SECONDS)
    reached: list[dict[tuple[int, int], _State]] = [{(0, 0): _State(0.0, 0.0)}]
    held = 0
    for number, piece in enumerate(ordered):
        states = {} if piece.span in required else dict(reached[-1])
        first = bisect_right(ends, piece.after + _ROUNDING, hi=number)
        options = list(_options(piece, fit, lengths))
        for (filled, _), state in reached[first].items() if first >= held else ():
            for bit, placed, played, worth in options:
                length = state.length + played
                if filled & bit or length > longest + _ROUNDING:
                    continue
                value, key = state.value + worth, (filled | bit, round(length * _STEPS_A_SECOND))
                if key not in states or value > states[key].value + _ROUNDING:
                    states[key] = _State(value, length, placed, state)
        reached.append(states)
        held = number + 1 if piece.span in required else held
    fitting = [state for state in reached[-1].values() if state.last and state.length >= bounds.min - _ROUNDING]
    best = max(fitting, key=lambda state: _worth(state, bounds), default=None)
    return tuple(_places(best)) if best else None


def _options(piece: Piece, fit: Fit, lengths: Lengths) -> Iterator[tuple[int, Placed, float, float]]:
    """Each place for a piece: the bit that it fills, 0 in the build, with the seconds it plays and what it is worth."""
    for number, role in enumerate(ARC):
        played = lengths.played(piece, role)
        if role == "build":
            yield 0, Placed(piece, role), played, _BUILD_WORTH * played * fit(piece, role)
        else:
            yield 1 << number, Placed(piece, role), played, lengths.of(piece, role) * (_PLACE_WORTH + fit(piece, role))


def _worth(state: _State, bounds: Duration) -> float:
    return round(state.value - _OFF_TARGET_COST * abs(state.length - bounds.target), 9)


def _places(state: _State | None) -> list[Placed]:
    found: list[Placed] = []
    while state and state.last:
        found.append(state.last)
        state = state.before
    return found[::-1]
