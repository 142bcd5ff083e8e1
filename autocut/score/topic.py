"""The topics that are asked for."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.model.wording import by_first_word, occurrences, plain, stem
from autocut.score.material import Material
from autocut.score.measure import Measure

_ENOUGH = 0.25


def topic(material: Material) -> Measure | None:
    """How much of the passage is about a topic: the share of its sentences that name one, 1 from a quarter on.

    Words are compared without their endings. None where no topic is asked for.
    """
    if not material.topics or not material.sentences:
        return None
    topics = by_first_word(" ".join(map(stem, plain(each))) for each in material.topics)
    named = [occurrences(topics, [*map(stem, plain(sentence.text))]) > 0 for sentence in material.sentences]

    def measure(span: Span) -> float:
        within = material.within(span)
        return min(1.0, sum(named[k] for k in within) / (len(within) * _ENOUGH)) if within else 0.0

    return measure
