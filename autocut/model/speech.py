"""What is said, by whom and when; all times are master time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from autocut.model.span import Span

_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
_CLOSING = "\"'”’»)]"
_ABBREVIATIONS = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "e.g.", "i.e.", "etc.", "prof.", "sr.", "jr."})


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word, with its punctuation, and how sure the recogniser is of it (0-1)."""

    text: str
    span: Span
    probability: float = 1.0

    @property
    def ends_sentence(self) -> bool:
        """Whether its punctuation closes a sentence; that of a known English abbreviation does not."""
        return self.text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) and self.text.lower() not in _ABBREVIATIONS


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one speaker that belong together: a sentence where the punctuation tells."""

    span: Span
    words: tuple[Word, ...]
    speaker: str | None = None

    @property
    def text(self) -> str:
        """The words as a line of text."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that is said; `language` is an ISO 639-1 code, `source` says where the words come from."""

    language: str
    utterances: tuple[Utterance, ...]
    source: str

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word in order."""
        return tuple(word for utterance in self.utterances for word in utterance.words)

    def over(self, span: Span) -> tuple[Word, ...]:
        """The words whose middle lies within `span`, in order."""
        near = (word for utterance in self.utterances_over(span) for word in utterance.words)
        return tuple(word for word in near if span.start <= word.span.middle < span.end)

    def utterances_over(self, span: Span) -> tuple[Utterance, ...]:
        """The utterances that share time with `span`."""
        first = bisect_right(self.utterances, span.start, key=lambda utterance: utterance.span.end)
        last = bisect_left(self.utterances, span.end, key=lambda utterance: utterance.span.start)
        return self.utterances[first:last]


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch in which one voice speaks; `speaker` is an anonymous label: A, B, ... in order of appearance."""

    span: Span
    speaker: str
