"""The sentence of a passage that would make people stay, were it the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autocut.model.segment import Segment
from autocut.model.wording import plain
from autocut.score.material import Material
from autocut.score.rank import scored
from autocut.score.standalone import STANDS, standalone

_SHORTEST_SECONDS, _LONGEST_SECONDS = 1.0, 8.0
_LEAST_WORDS = 4
_BETTER = 1.1


def with_hooks(segments: Sequence[Segment], material: Material, weights: Mapping[str, float]) -> tuple[Segment, ...]:
    """The segments, each with its best sentence that stands alone, if that is a tenth better than its first one.

    Neither the first nor the last: a passage keeps its end. Languages without a lexicon have none.
    """
    alone = standalone(material)
    if alone is None:
        return tuple(segments)
    spans = [sentence.span for sentence in material.sentences]
    worth = [sentence.score.total for sentence in scored(material, spans, weights)]
    fit = [
        _SHORTEST_SECONDS <= span.duration <= _LONGEST_SECONDS
        and len(plain(sentence.text)) >= _LEAST_WORDS
        and alone(span) >= STANDS
        for span, sentence in zip(spans, material.sentences, strict=True)
    ]

    def hooked(segment: Segment) -> Segment:
        within = material.within(segment.span)
        best = max((k for k in within[1:-1] if fit[k]), key=lambda k: (worth[k], -k), default=None)
        if best is None or worth[best] <= _BETTER * worth[within[0]]:
            return segment
        return replace(segment, hook=spans[best])

    return tuple(map(hooked, segments))
