"""Face presence."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.score.measure import Measure


def faces(analysis: Analysis) -> Measure:
    """The share of the sampled frames of the passage in which a face was seen (0-1)."""

    def measure(span: Span) -> float:
        samples = analysis.faces_over(span)
        return sum(bool(sample.boxes) for sample in samples) / len(samples) if samples else 0.0

    return measure
