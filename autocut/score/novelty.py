"""Novelty against the rest of the master."""

from __future__ import annotations

import math
from collections import Counter

from autocut.model.span import Span
from autocut.model.vectors import Vectors
from autocut.model.wording import plain
from autocut.score.material import Material
from autocut.score.measure import Measure, mean, ranks


def novelty(material: Material) -> Measure | None:
    """How far the sentences lie from what the master says on the whole: the mean of their ranks among all, 0-1.

    By the cosine to the mean meaning; by that to the mean of TF-IDF (Salton and Buckley 1988) where no meanings are
    known.
    """
    if len(material.sentences) < 2:
        return None
    nearness = _by_meaning(material.analysis.meanings) if material.analysis.meanings else _by_words(material)
    standing = ranks([-each for each in nearness])

    def measure(span: Span) -> float:
        return mean([standing[k] for k in material.within(span)])

    return measure


def _by_meaning(meanings: Vectors) -> list[float]:
    centre = [math.fsum(column) for column in zip(*meanings, strict=True)]
    return [math.fsum(a * b for a, b in zip(meaning, centre, strict=True)) for meaning in meanings]


def _by_words(material: Material) -> list[float]:
    counts = [Counter(plain(sentence.text)) for sentence in material.sentences]
    said_in = Counter(word for each in counts for word in each)
    vectors = [{word: n * math.log(len(counts) / said_in[word]) for word, n in each.items()} for each in counts]
    centre: Counter[str] = Counter()
    for vector in vectors:
        length = math.hypot(*vector.values()) or 1.0
        centre.update({word: value / length for word, value in vector.items()})
    return [
        math.fsum(value * centre[word] for word, value in vector.items()) / (math.hypot(*vector.values()) or 1.0)
        for vector in vectors
    ]
