"""What signals measure: an analysis, and what is asked of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autocut.model.analysis import Analysis
from autocut.model.geometry import Size
from autocut.model.lexicon import Lexicon
from autocut.model.span import Span
from autocut.model.speech import Utterance

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


_NO_LEXICON = Lexicon()


@dataclass(frozen=True, slots=True)
class Material:
    """An analysis, the span of the master that passages are taken from, and the picture's size if there is one.

    `lexicon` is that of the language spoken, `topics` are words and phrases that are asked for.
    """

    analysis: Analysis
    whole: Span
    size: Size | None = None
    lexicon: Lexicon = _NO_LEXICON
    topics: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[Utterance, ...]:
        """All that is said, in order."""
        return self.analysis.transcript.utterances if self.analysis.transcript else ()

    def within(self, span: Span) -> range:
        """The indices of the sentences whose middle lies in the span."""
        first = bisect_left(self.sentences, span.start, key=lambda sentence: sentence.span.middle)
        return range(first, bisect_left(self.sentences, span.end, key=lambda sentence: sentence.span.middle, lo=first))

    def phrases(self, kind: str) -> Mapping[str, tuple[str, ...]] | None:
        """The lexicon's phrases of a kind by their first word; None where the language has none."""
        listed = self.lexicon.phrases.get(kind)
        return by_first_word(listed) if listed and self.sentences else None


def plain(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The phrases, each as plain words parted by spaces, under their first word."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        words = plain(phrase)
        if words:
            found[words[0]] = (*found.get(words[0], ()), " ".join(words))
    return found


def occurrences(phrases: Mapping[str, tuple[str, ...]], words: list[str]) -> int:
    """At how many places of the words one of the phrases begins."""
    return sum(
        any(phrase == " ".join(words[k : k + phrase.count(" ") + 1]) for phrase in phrases.get(word, ()))
        for k, word in enumerate(words)
    )
