"""Brevity of sentences."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.model.wording import plain
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_USUAL_WORDS = 15.0


def brevity(material: Material) -> Measure | None:
    """How short the sentences are: 0.5 at 15 words on the mean, more for shorter ones.

    Sentence length is half of every formula of readability (Flesch 1948).
    """
    lengths = [len(plain(sentence.text)) for sentence in material.sentences]
    if not lengths:
        return None

    def measure(span: Span) -> float:
        within = material.within(span)
        return _USUAL_WORDS / (_USUAL_WORDS + mean([lengths[k] for k in within])) if within else 0.0

    return measure
