"""Face presence."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean


def faces(material: Material) -> Measure | None:
    """The share of the sampled frames of the passage (0-1) through which a face was followed; None if nobody looked."""
    analysis = material.analysis
    if not analysis.faces:
        return None
    followed = [subject.span for subject in analysis.subjects if subject.kind == "face"]

    def measure(span: Span) -> float:
        times = [sample.time for sample in analysis.faces_over(span)]
        near = [face for face in followed if face.start <= span.end and face.end >= span.start]
        return mean([any(face.start <= time <= face.end for face in near) for time in times])

    return measure
