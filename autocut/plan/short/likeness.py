"""How much two passages are about the same, for versions that differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from autocut.model.span import Span
from autocut.model.wording import plain
from autocut.plan.footage import Footage

Direction = Mapping[object, float]


class Likeness:
    """Compares passages of one master by what is said in them."""

    def __init__(self, footage: Footage) -> None:
        transcript = footage.analysis.transcript
        self._sentences = transcript.utterances if transcript else ()
        self._meanings = list(footage.analysis.meanings)
        self._known: dict[Span, Direction] = {}

    def alike(self, one: Span, other: Span) -> float:
        """From 0 to 1: the cosine of what their sentences mean together, or of their words where no meanings are known.

        0 where nobody speaks in one of them.
        """
        a, b = self._direction(one), self._direction(other)
        return min(1.0, max(0.0, math.fsum(value * b.get(key, 0.0) for key, value in a.items())))

    def _direction(self, span: Span) -> Direction:
        if span not in self._known:
            self._known[span] = _of_length_1(self._sum(span))
        return self._known[span]

    def _sum(self, span: Span) -> Direction:
        within = [k for k, said in enumerate(self._sentences) if span.start <= said.span.middle < span.end]
        if self._meanings:
            return dict(enumerate(map(math.fsum, zip(*(self._meanings[k] for k in within), strict=True))))
        return {
            word: float(n) for word, n in Counter(w for k in within for w in plain(self._sentences[k].text)).items()
        }


def _of_length_1(direction: Direction) -> Direction:
    length = math.hypot(*direction.values())
    return {key: value / length for key, value in direction.items()} if length else {}
