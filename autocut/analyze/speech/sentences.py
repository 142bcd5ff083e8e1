"""Words to sentences: by their punctuation, by long pauses where it is missing, never endless."""

from __future__ import annotations

from collections.abc import Iterable

from autocut.model.span import Span
from autocut.model.speech import Utterance, Word

_PAUSE_SECONDS = 1.0
_LONGEST_SECONDS = 20.0


def sentences(words: Iterable[Word]) -> tuple[Utterance, ...]:
    """Utterances of whole sentences, in order; times that overlap are set right."""
    found: list[Utterance] = []
    current: list[Word] = []
    for word in _in_order(words):
        if current and (
            current[-1].ends_sentence
            or word.span.start - current[-1].span.end > _PAUSE_SECONDS
            or word.span.end - current[0].span.start > _LONGEST_SECONDS
        ):
            found.append(_utterance(current))
            current = []
        current.append(word)
    if current:
        found.append(_utterance(current))
    return tuple(found)


def _in_order(words: Iterable[Word]) -> Iterable[Word]:
    reached = 0.0
    for word in sorted(words, key=lambda word: word.span):
        start = max(reached, word.span.start)
        reached = max(start + 0.01, word.span.end)
        yield Word(word.text, Span(start, reached), word.probability)


def _utterance(words: list[Word]) -> Utterance:
    return Utterance(Span(words[0].span.start, words[-1].span.end), tuple(words))
