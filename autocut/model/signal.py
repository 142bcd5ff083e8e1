"""A measurement over time."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.model.span import Span


@dataclass(frozen=True, slots=True)
class Signal:
    """A measurement taken at an even pace: `values[k]` covers [k, k+1) / rate seconds of master time."""

    rate: float
    values: tuple[float, ...]

    def over(self, span: Span) -> tuple[float, ...]:
        """The values within `span`."""
        return self.values[round(span.start * self.rate) : round(span.end * self.rate)]
