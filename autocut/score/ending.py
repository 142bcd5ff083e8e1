"""The last words."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure


def ending(material: Material) -> Measure | None:
    """How near the passage ends to the last sentence of all: 1 with it, a half one sentence before, a third two before.

    A talk is thanked for at its end; ends are remembered (Kahneman et al. 1993).
    """
    if not material.sentences:
        return None

    def measure(span: Span) -> float:
        within = material.within(span)
        return 1 / (len(material.sentences) - within[-1]) if within else 0.0

    return measure
