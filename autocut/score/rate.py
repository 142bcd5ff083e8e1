"""Speech rate against the rest of the master."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure, mean, ranks

_DECIMALS = 6


def rate(material: Material) -> Measure | None:
    """How quickly the sentences are spoken: the mean of their ranks among all by words a second, 0-1.

    Faster speech persuades and holds (Miller et al. 1976, "Speed of speech and persuasion").
    """
    rates = words_a_second(material)
    if not rates:
        return None
    standing = ranks(rates)

    def measure(span: Span) -> float:
        return mean([standing[k] for k in material.within(span)])

    return measure


def words_a_second(material: Material) -> list[float]:
    """Of each sentence, from its first word to its last."""
    return [round(len(sentence.words) / max(sentence.span.duration, 0.1), _DECIMALS) for sentence in material.sentences]
