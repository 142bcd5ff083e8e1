"""Quotability."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.model.wording import occurrences, plain
from autocut.score.material import Material
from autocut.score.measure import Measure

_SHORTEST, _LONGEST = 4, 18
_LENGTH, _GENERAL, _FREE = 0.4, 0.3, 0.3
_MANY = 2


def quotability(material: Material) -> Measure | None:
    """How memorable the best sentence is: 4 to 18 words, general words ("always", "everyone"), a start of its own.

    Danescu-Niculescu-Mizil et al. 2012, "You had me at hello: how phrasing affects memorability": memorable lines are
    short, general and free of their surroundings. For languages that have a lexicon.
    """
    absolute, dangling = material.phrases("absolute"), material.phrases("dangling")
    if absolute is None or dangling is None:
        return None

    def worth(text: str) -> float:
        words = plain(text)
        fits = _SHORTEST <= len(words) <= _LONGEST
        general = min(1.0, occurrences(absolute, words) / _MANY)
        return _LENGTH * fits + _GENERAL * general + _FREE * (bool(words) and words[0] not in dangling)

    worths = [worth(sentence.text) for sentence in material.sentences]

    def measure(span: Span) -> float:
        return max((worths[k] for k in material.within(span)), default=0.0)

    return measure
