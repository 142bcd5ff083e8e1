"""Plain words."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.model.wording import plain
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_SHORT, _LONG = 3.0, 7.0


def plainness(material: Material) -> Measure | None:
    """How short the words are: 1 at three letters on the mean or fewer, 0 at seven or more.

    The other half of readability: the length of words (Flesch 1948).
    """
    letters = [[len(word) for word in plain(sentence.text)] for sentence in material.sentences]
    if not letters:
        return None

    def measure(span: Span) -> float:
        said = [length for k in material.within(span) for length in letters[k]]
        return min(1.0, max(0.0, (_LONG - mean(said)) / (_LONG - _SHORT))) if said else 0.0

    return measure
