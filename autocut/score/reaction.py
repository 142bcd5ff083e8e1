"""Whether an audience would laugh or applaud."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_STRONGEST = 3


def reaction(material: Material) -> Measure | None:
    """The mean of how likely a reaction is after the three sentences of the passage where it is likeliest.

    From the meanings of sentences in their context (`analyze/reading/reactions.py`), fitted on recorded talks.
    """
    reactions = material.analysis.reactions
    if not reactions:
        return None

    def measure(span: Span) -> float:
        return mean(sorted((reactions[k] for k in material.within(span)), reverse=True)[:_STRONGEST])

    return measure
