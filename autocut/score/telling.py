"""Speech that is told."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure
from autocut.score.share import share_of

_FULL = 0.1
_QUOTED = 0.5
_MARKS = ('"', "“", "”", "«")


def telling(material: Material) -> Measure | None:
    """How much what somebody said is told: half for words like "said", half where it is quoted.

    Labov and Waletzky 1967: direct speech dramatizes a story at its turn. For languages that have a lexicon.
    """
    said = share_of("telling", material, _FULL)
    if said is None:
        return None
    quotes = [any(mark in sentence.text for mark in _MARKS) for sentence in material.sentences]

    def measure(span: Span) -> float:
        return (1 - _QUOTED) * said(span) + _QUOTED * any(quotes[k] for k in material.within(span))

    return measure
