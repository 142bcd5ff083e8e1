"""Whether a passage can be understood by itself."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.model.wording import occurrences, plain
from autocut.score.material import Material
from autocut.score.measure import Measure

STANDS = 0.65
"""The least measure of a passage that can be understood by itself."""

_DANGLES, _POINTS, _ANSWERS, _ASKS = 0.4, 0.3, 0.4, 0.2


def standalone(material: Material) -> Measure | None:
    """1, less for an opening that hangs on what came before ("and so he ..."), for references to elsewhere ("as I
    said"), for an answer without its question, and for a question left open at the end.

    For languages that have a lexicon.
    """
    dangling, elsewhere = material.phrases("dangling"), material.phrases("elsewhere")
    if dangling is None or elsewhere is None:
        return None
    words = [plain(sentence.text) for sentence in material.sentences]
    dangles = [bool(each) and each[0] in dangling for each in words]
    points = [occurrences(elsewhere, each) for each in words]
    asks = [sentence.text.rstrip("\"'”’)").endswith("?") for sentence in material.sentences]

    def measure(span: Span) -> float:
        within = material.within(span)
        if not within:
            return 0.0
        first, last = within[0], within[-1]
        cost = _DANGLES * dangles[first] + _POINTS * any(points[k] for k in within)
        cost += _ANSWERS * (first > 0 and asks[first - 1]) + _ASKS * asks[last]
        return max(0.0, 1 - cost)

    return measure
