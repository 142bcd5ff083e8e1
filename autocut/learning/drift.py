"""Whether new material is like that which the weights were fitted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from autocut.model.weighting import Spread

FAR_DEVIATIONS = 1.0
ENOUGH: Mapping[str, int] = {"sentence": 20, "passage": 5}
"""How many must be measured before their mean tells anything."""

_LEAST_DEVIATION = 0.01
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Shift:
    """A signal's usual spread, and its mean over `count` new passages or sentences."""

    name: str
    usual: Spread
    mean: float
    count: int

    @property
    def deviations(self) -> float:
        """By how many of the usual deviations the new mean is above the usual one; below it where negative."""
        return (self.mean - self.usual.mean) / max(self.usual.deviation, _LEAST_DEVIATION)

    @property
    def is_far(self) -> bool:
        """Whether the mean is off by more than one deviation."""
        return abs(self.deviations) > FAR_DEVIATIONS


def shifts(measured: Sequence[Mapping[str, float]], usual: Mapping[str, Spread]) -> tuple[Shift, ...]:
    """The signals that are measured and have a usual spread, those that are furthest off first."""
    found = [
        Shift(name, spread, fmean(values), len(values))
        for name, spread in usual.items()
        if (values := [signals[name] for signals in measured if name in signals])
    ]
    return tuple(sorted(found, key=lambda shift: (-abs(shift.deviations), shift.name)))


def spreads(measured: Sequence[Mapping[str, float]]) -> dict[str, Spread]:
    """How each signal is on the mean where it is measured, in the order of names."""
    names = sorted({name for signals in measured for name in signals})
    values = {name: [signals[name] for signals in measured if name in signals] for name in names}
    return {name: Spread(round(fmean(own), _DECIMALS), round(pstdev(own), _DECIMALS)) for name, own in values.items()}
