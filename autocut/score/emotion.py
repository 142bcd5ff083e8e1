"""Emotional intensity and its change."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_INTENSITY, _CHANGE = 0.6, 0.4


def emotion(material: Material) -> Measure | None:
    """How strong the sentiment of the sentences is on the mean (three fifths), and how far it swings (two fifths).

    Berger and Milkman 2012, "What makes online content viral?": arousal more than valence. Sentiment by VADER.
    """
    feelings = material.analysis.feelings
    if not feelings:
        return None

    def measure(span: Span) -> float:
        felt = [feelings[k] for k in material.within(span)]
        if not felt:
            return 0.0
        return _INTENSITY * mean([abs(each) for each in felt]) + _CHANGE * (max(felt) - min(felt)) / 2

    return measure
