"""Variation of the speech rate."""

from __future__ import annotations

from statistics import pstdev

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean
from autocut.score.rate import words_a_second

_FULL = 0.5


def rhythm(material: Material) -> Measure | None:
    """How much the rate changes from sentence to sentence: its coefficient of variation, 1 at one half or more.

    Monotony loses listeners (Traunmüller and Eriksson 1995 on liveliness of speech).
    """
    rates = words_a_second(material)
    if not rates:
        return None

    def measure(span: Span) -> float:
        spoken = [rates[k] for k in material.within(span)]
        return min(1.0, pstdev(spoken) / mean(spoken) / _FULL) if len(spoken) > 1 and mean(spoken) > 0 else 0.0

    return measure
