"""Filler words: sounds and phrases that a speaker makes while thinking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.plan.cutting.bounds import Bounds

_SURE = 0.5
_LEAST_GAP_SECONDS = 0.06
_PUNCTUATION = "\"'“”’.,;:!?…- "
_KINDS = ("filler", "filler_phrase")


def fillers(span: Span, bounds: Bounds, *, phrases: bool) -> list[Span]:
    """Where filler words are said within a passage (master time), in order; with `phrases` such as "you know" too.

    Only where that is sure: the model is sure of the words, and a true gap of the voice lies on either side of them.
    The words are those of the lexicon of the language spoken, kinds `filler` and `filler_phrase`.
    """
    footage = bounds.footage
    if footage.analysis.transcript is None:
        return []
    listed = [phrase for kind in _KINDS[: 1 + phrases] for phrase in footage.lexicon.phrases.get(kind, ())]
    words = footage.analysis.transcript.over(span)
    sure = (run for run in _runs(words, listed) if all(words[k].probability >= _SURE for k in run))
    return [found for run in sure if (found := apart(run, words, bounds)) is not None]


def _runs(words: Sequence[Word], listed: Sequence[str]) -> Iterator[range]:
    """The indices of the words of each phrase that is said."""
    plain = [word.text.strip(_PUNCTUATION).lower() for word in words]
    phrases = sorted((phrase.split() for phrase in listed), key=len, reverse=True)
    k = 0
    while k < len(plain):
        said = next((len(phrase) for phrase in phrases if plain[k : k + len(phrase)] == phrase), 0)
        if said:
            yield range(k, k + said)
        k += max(1, said)


def apart(run: range, words: Sequence[Word], bounds: Bounds) -> Span | None:
    """The time between the gaps around some of the words; None where they are the first or the last or not apart."""
    first, last = run[0], run[-1]
    if first == 0 or last + 1 == len(words):
        return None
    before = Span(words[first - 1].span.end, max(words[first - 1].span.end, words[first].span.start))
    after = Span(words[last].span.end, max(words[last].span.end, words[last + 1].span.start))
    left, right = list(bounds.gaps(before)), list(bounds.gaps(after))
    if not left or not right or min(left[-1].duration, right[0].duration) < _LEAST_GAP_SECONDS:
        return None
    return Span(left[-1].end, right[0].start)
