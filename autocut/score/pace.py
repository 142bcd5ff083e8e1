"""Shot pace."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure

_FAST_SECONDS = 2.0


def pace(material: Material) -> Measure | None:
    """How quickly shots follow: 1 where they last 2 s or less on the mean, 0.5 at 4 s, 0 within a single shot.

    Cutting, Brunick and DeLong 2011 on shot lengths and attention. None without a picture.
    """
    analysis = material.analysis
    if not analysis.shots:
        return None

    def measure(span: Span) -> float:
        shots = len(analysis.shots_over(span))
        return min(1.0, _FAST_SECONDS * shots / span.duration) if shots > 1 else 0.0

    return measure
