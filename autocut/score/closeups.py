"""Close-ups of faces."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_CLOSE = 0.5


def closeups(material: Material) -> Measure | None:
    """How large the largest face is on the mean: 1 where it fills half of the picture's height or more."""
    if material.size is None or not material.analysis.faces:
        return None
    full = _CLOSE * material.size.height

    def measure(span: Span) -> float:
        seen = [sample.boxes for sample in material.analysis.faces_over(span)]
        return mean([min(1.0, boxes[0].height / full) if boxes else 0.0 for boxes in seen])

    return measure
