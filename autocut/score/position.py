"""Position in the master."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure


def position(material: Material) -> Measure | None:
    """How far through the master the passage lies, 0 at its beginning and 1 at its end.

    Talks gather towards their end, where applause is; peak and end are remembered (Kahneman et al. 1993).
    """
    whole = material.whole
    if whole.duration <= 0:
        return None

    def measure(span: Span) -> float:
        return min(1.0, max(0.0, (span.middle - whole.start) / whole.duration))

    return measure
