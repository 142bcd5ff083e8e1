"""How much of what is said is of one kind."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.model.wording import occurrences, plain
from autocut.score.material import Material
from autocut.score.measure import Measure


def share_of(kind: str, material: Material, full: float) -> Measure | None:
    """The lexicon's phrases of a kind per word of the passage, 1 where they are `full` or more of it.

    None where the language has no such phrases.
    """
    phrases = material.phrases(kind)
    if phrases is None:
        return None
    words = [plain(sentence.text) for sentence in material.sentences]
    found = [occurrences(phrases, each) for each in words]

    def measure(span: Span) -> float:
        within = material.within(span)
        said = sum(len(words[k]) for k in within)
        return min(1.0, sum(found[k] for k in within) / (full * said)) if said else 0.0

    return measure
