"""How long work will take yet, by how long the like of it took: arithmetic on seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Of one master alone nobody knows how far others are from it.
_SPREAD = 1.5
_FEW = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """What one master took: the seconds that it lasts, and those that the work on it took."""

    lasts: float
    took: float

    @property
    def each(self) -> float:
        """The seconds of work for one second of the master."""
        return self.took / self.lasts


@dataclass(frozen=True, slots=True)
class Left:
    """Between how many seconds the work will take yet."""

    least: float
    most: float

    def __str__(self) -> str:
        least, most = _spelled(self.least), _spelled(self.most)
        return f"about {most}" if least == most else f"{least} to {most}"


def left(lengths: Sequence[float], begun: Mapping[int, float], paces: Sequence[Pace], at_once: int) -> Left | None:
    """What is left of masters of these `lengths`, of which some are `begun` so many seconds ago; None where no pace is
    known.

    As many as `at_once` are worked on side by side, so the paces must be of masters that shared the machine likewise.
    The slowest and the quickest pace bound it, further apart while there are fewer than three.
    """
    rates = sorted(pace.each for pace in paces)
    if not rates or not lengths:
        return None if lengths else Left(0.0, 0.0)
    apart = _SPREAD if len(rates) < _FEW else 1.0
    return Left(_at(rates[0] / apart, lengths, begun, at_once), _at(rates[-1] * apart, lengths, begun, at_once))


def _at(rate: float, lengths: Sequence[float], begun: Mapping[int, float], at_once: int) -> float:
    each = [max(0.0, length * rate - begun.get(number, 0.0)) for number, length in enumerate(lengths)]
    return max(sum(each) / at_once, max(each))


def _spelled(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
