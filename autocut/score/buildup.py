"""Build-ups of the sound."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_FULL_LU = 12.0
_FLOOR_LUFS = -50.0


def buildup(material: Material) -> Measure | None:
    """How much louder the last third of the passage is than its first: 1 at 12 LU or more, 0 where it is not louder.

    By short-term loudness (EBU Tech 3341), everything below -50 LUFS taken as that.
    """
    if material.analysis.loudness is None or not material.analysis.loudness.short_term.values:
        return None
    curve = material.analysis.loudness.short_term

    def measure(span: Span) -> float:
        levels = [max(_FLOOR_LUFS, level) for level in curve.over(span)]
        third = len(levels) // 3
        return min(1.0, max(0.0, mean(levels[-third:]) - mean(levels[:third])) / _FULL_LU) if third else 0.0

    return measure
