"""Speech density."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.model.span import Span, covered
from autocut.score.measure import Measure, nothing


def speech(analysis: Analysis) -> Measure:
    """The share of the passage in which somebody says a word (0-1)."""
    transcript = analysis.transcript
    if transcript is None:
        return nothing

    def measure(span: Span) -> float:
        return covered((word.span for word in transcript.over(span)), span) / span.duration

    return measure
