"""What signals measure: an analysis, and what is asked of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from autocut.model.analysis import Analysis
from autocut.model.geometry import Size
from autocut.model.lexicon import Lexicon
from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.model.wording import by_first_word

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
