"""Which two stretches of a master may not be played one after the other, because that would say something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autocut.model.lexicon import Lexicon
from autocut.model.span import Span
from autocut.model.speech import Transcript, Utterance, Word
from autocut.model.wording import by_first_word, parts, places, plain
from autocut.plan.footage import Footage

_CLOSING = "\"'”’»)]"
_ASKS = ("?", "？", "؟")
_ANSWERED_WITHIN_SECONDS = 5.0
_LETTERS_SHOWN = 50

Phrases = Mapping[str, tuple[str, ...]]
Place = tuple[int, int]
"""A word's place: which sentence, and which word of it."""


def objection(before: Span, after: Span, footage: Footage) -> str:
    """Why the two spans of the master may not follow each other, in a sentence; empty where they may.

    They may not where a question would get another answer or an answer another question, where half a sentence would
    be joined to another sentence, and where a sentence would lose its negation at the join. Where nobody speaks on one
    side, only the loss of a negation counts. Negations are those of the lexicon, and its filler words are as if they
    were not said.
    """
    transcript = footage.analysis.transcript
    if transcript is None:
        return ""
    end, start = _last(transcript, before), _first(transcript, after)
    said = transcript.utterances
    if end and start and end[0] == start[0] and end < start:
        return _loss(said[end[0]], said[end[0]].words[end[1] + 1 : start[1]], footage.lexicon)
    lost = _loss_behind(said, end, footage.lexicon) or _loss_ahead(said, start, footage.lexicon)
    if lost or not (end and start):
        return lost
    listed = (phrase for kind in ("filler", "filler_phrase") for phrase in footage.lexicon.phrases.get(kind, ()))
    idle = by_first_word(listed)
    return _halves(said, end, start, idle) or _answers(said, end[0], start[0], idle)


def lost_negation(span: Span, footage: Footage) -> str:
    """Which sentence loses its negation where the span (master time) begins or ends; empty where none does."""
    transcript = footage.analysis.transcript
    if transcript is None:
        return ""
    said, start, end = transcript.utterances, _first(transcript, span), _last(transcript, span)
    return _loss_ahead(said, start, footage.lexicon) or _loss_behind(said, end, footage.lexicon)


def _first(transcript: Transcript, span: Span) -> Place | None:
    """The first word that the span plays, by the rule of `Transcript.over`."""
    said = transcript.utterances
    nearest = bisect_right(said, span.start, key=lambda sentence: sentence.span.end)
    return next(_places(said, range(nearest, _after(said, span)), span), None)


def _last(transcript: Transcript, span: Span) -> Place | None:
    """The last word that the span plays."""
    said = transcript.utterances
    nearest = bisect_right(said, span.start, key=lambda sentence: sentence.span.end)
    return next(_places(said, range(_after(said, span) - 1, nearest - 1, -1), span, -1), None)


def _after(said: Sequence[Utterance], span: Span) -> int:
    return bisect_left(said, span.end, key=lambda sentence: sentence.span.start)


def _places(said: Sequence[Utterance], sentences: range, span: Span, step: int = 1) -> Iterator[Place]:
    for k in sentences:
        for j in range(len(said[k].words))[::step]:
            if span.start <= said[k].words[j].span.middle < span.end:
                yield k, j


def _loss_behind(said: Sequence[Utterance], end: Place | None, lexicon: Lexicon) -> str:
    return _loss(said[end[0]], said[end[0]].words[end[1] + 1 :], lexicon) if end else ""


def _loss_ahead(said: Sequence[Utterance], start: Place | None, lexicon: Lexicon) -> str:
    return _loss(said[start[0]], said[start[0]].words[: start[1]], lexicon) if start else ""


def _loss(sentence: Utterance, dropped: Iterable[Word], lexicon: Lexicon) -> str:
    negations = frozenset(lexicon.phrases.get("negation", ()))
    words = (each for word in dropped for each in (*plain(word.text), *parts(word.text)))
    lost = next((each for each in words if each in negations), None)
    return f"{_quoted(sentence)} would lose its “{lost}”." if lost else ""


def _halves(said: Sequence[Utterance], end: Place, start: Place, idle: Phrases) -> str:
    one, other = said[end[0]], said[start[0]]
    if _idle(one.words[end[1] + 1 :], idle) and _idle(other.words[: start[1]], idle):
        return ""
    whose = f" of {one.speaker}" if one.speaker and other.speaker and one.speaker != other.speaker else ""
    whom = f" of {other.speaker}" if whose else ""
    return f"A part of {_quoted(one)}{whose} would be joined to {_quoted(other)}{whom}."


def _answers(said: Sequence[Utterance], end: int, start: int, idle: Phrases) -> str:
    between = said[end + 1 : start] if end < start else ()
    if end < start and all(_idle(sentence.words, idle) for sentence in between):
        return ""
    if _asks(said[end]):
        return f"{_quoted(said[end])} would be answered by {_quoted(said[start])}."
    earlier = next((sentence for sentence in reversed(said[:start]) if not _idle(sentence.words, idle)), None)
    if earlier and _asks(earlier) and not _asks(said[start]):
        pause = said[start].span.start - earlier.span.end
        if pause <= _ANSWERED_WITHIN_SECONDS:
            return f"{_quoted(said[start])} answers {_quoted(earlier)}, which would not be heard."
    return ""


def _idle(words: Iterable[Word], idle: Phrases) -> bool:
    """Whether the words are fillers, or none."""
    texts = [each for word in words for each in plain(word.text)]
    filled = {k for place in places(idle, texts) for k in place}
    return len(filled) == len(texts)


def _asks(sentence: Utterance) -> bool:
    return sentence.text.rstrip(_CLOSING).endswith(_ASKS)


def _quoted(sentence: Utterance) -> str:
    text = sentence.text
    return f"“{text}”" if len(text) <= _LETTERS_SHOWN else f"“{text[:_LETTERS_SHOWN].rsplit(' ', 1)[0]} …”"
