"""Face presence."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.score.measure import Measure


def faces(analysis: Analysis) -> Measure:
    """The share of the sampled frames of the passage (0-1) through which a face was followed."""
    followed = [subject.span for subject in analysis.subjects if subject.kind == "face"]

    def measure(span: Span) -> float:
        times = [sample.time for sample in analysis.faces_over(span)]
        near = [face for face in followed if face.start <= span.end and face.end >= span.start]
        return (
            sum(any(face.start <= time <= face.end for face in near) for time in times) / len(times) if times else 0.0
        )

    return measure
