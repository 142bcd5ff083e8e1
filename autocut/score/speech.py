"""Speech density."""

from __future__ import annotations

from autocut.model.span import Span, covered
from autocut.score.material import Material
from autocut.score.measure import Measure


def speech(material: Material) -> Measure | None:
    """The share of the passage in which somebody says a word (0-1); None where nobody listened."""
    transcript = material.analysis.transcript
    if transcript is None:
        return None

    def measure(span: Span) -> float:
        return covered((word.span for word in transcript.over(span)), span) / span.duration

    return measure
