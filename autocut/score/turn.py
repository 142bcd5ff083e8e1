"""Breaks within a sentence."""

from __future__ import annotations

from itertools import pairwise

from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.score.material import Material
from autocut.score.measure import Measure, mean

_WRITTEN = ("--", "—", " – ", "...", "…")
_PAUSE_SECONDS = 0.5


def turn(material: Material) -> Measure | None:
    """The share of the sentences that break off and turn: a dash or dots within, or a pause of half a second.

    The pause before the punch line (Attardo and Pickering 2011, "Timing in the performance of jokes").
    """
    if not material.sentences:
        return None
    turns = [float(_turns(sentence)) for sentence in material.sentences]

    def measure(span: Span) -> float:
        return mean([turns[k] for k in material.within(span)])

    return measure


def _turns(sentence: Utterance) -> bool:
    pauses = (later.span.start - earlier.span.end for earlier, later in pairwise(sentence.words))
    return any(mark in sentence.text for mark in _WRITTEN) or any(pause >= _PAUSE_SECONDS for pause in pauses)
