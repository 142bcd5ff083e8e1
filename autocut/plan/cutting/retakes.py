"""Sentences that a speaker began or said, and then said again at once: all but the last take."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.model.wording import plain
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.fillers import apart

_LEAST_WORDS = 4
_SAME = 0.8
_AT_ONCE_SECONDS = 6.0


def retakes(span: Span, bounds: Bounds) -> list[Span]:
    """Where a sentence of a passage is said that is said again right after it (master time), in order.

    The same speaker says four words in five of it again, in their order (Ratcliff and Metzener 1988), or says all of
    it again and goes on; and there is a true gap of the voice on either side of it.
    """
    transcript = bounds.footage.analysis.transcript
    if transcript is None:
        return []
    words = transcript.over(span)
    places = {word.span: k for k, word in enumerate(words)}
    found: list[Span] = []
    for sentence, following in pairwise(transcript.utterances_over(span)):
        first, last = (places.get(word.span) for word in (sentence.words[0], sentence.words[-1]))
        if first is None or last is None or not _says_again(sentence, following):
            continue
        if (alone := apart(range(first, last + 1), words, bounds)) is not None:
            found.append(alone)
    return found


def _says_again(sentence: Utterance, following: Utterance) -> bool:
    one, other = plain(sentence.text), plain(following.text)
    at_once = following.span.start - sentence.span.end <= _AT_ONCE_SECONDS
    if len(one) < _LEAST_WORDS or not at_once or sentence.speaker != following.speaker:
        return False
    return other[: len(one)] == one or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME
