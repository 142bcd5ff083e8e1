"""A measurement over time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signal:
    """A measurement taken at an even pace: `values[k]` covers [k, k+1) / rate seconds of master time."""

    rate: float
    values: tuple[float, ...]
