"""Dialogue turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure

_LIVELY_SECONDS = 5.0


def dialogue(material: Material) -> Measure | None:
    """How often the speaker changes: 1 where that is every 5 s or oftener; None where voices were not told apart."""
    turns = material.analysis.turns
    if not turns:
        return None
    changes = [later.span.start for before, later in pairwise(turns) if before.speaker != later.speaker]

    def measure(span: Span) -> float:
        within = bisect_left(changes, span.end) - bisect_right(changes, span.start)
        return min(1.0, within * _LIVELY_SECONDS / span.duration)

    return measure
