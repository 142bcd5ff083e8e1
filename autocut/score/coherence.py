"""Topic coherence."""

from __future__ import annotations

import math
from itertools import pairwise

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean


def coherence(material: Material) -> Measure | None:
    """The mean cosine of the meanings of sentences that follow each other in the passage; 0.5 for fewer than two.

    Lexical cohesion as TextTiling has it (Hearst 1997), on meanings instead of words.
    """
    meanings = material.analysis.meanings
    if not meanings:
        return None
    nearness = [math.fsum(x * y for x, y in zip(a, b, strict=True)) for a, b in pairwise(meanings)]

    def measure(span: Span) -> float:
        within = material.within(span)
        near = [nearness[k] for k in within[:-1]]
        return min(1.0, max(0.0, mean(near, nothing=0.5)))

    return measure
