"""Information density."""

from __future__ import annotations

import math
from collections import Counter

from autocut.model.span import Span
from autocut.model.wording import plain
from autocut.score.material import Material
from autocut.score.measure import Measure, mean


def density(material: Material) -> Measure | None:
    """How rare the words of the passage are on the mean among the sentences of the master: 1 if each is said once.

    Inverse document frequency (Spärck Jones 1972) with the sentence as the document.
    """
    words = [plain(sentence.text) for sentence in material.sentences]
    if len(words) < 2:
        return None
    said_in = Counter(word for each in words for word in set(each))
    rarity = [[1 - math.log(said_in[word]) / math.log(len(words)) for word in each] for each in words]

    def measure(span: Span) -> float:
        return mean([value for k in material.within(span) for value in rarity[k]])

    return measure
