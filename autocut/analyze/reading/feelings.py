"""How sentences feel: VADER's lexicon of sentiment."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from autocut.analyze.detector import Reading
from autocut.analyze.reading.english import speaks_english
from autocut.model.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Feelings(Reading):
    """The sentiment of each utterance of an English transcript, from -1 (bad) to 1 (good); 0 says nothing.

    Hutto and Gilbert 2014, "VADER: a parsimonious rule-based model for sentiment analysis of social media text".
    """

    does: ClassVar[str] = "weighing words"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("transcript",)

    def has_text(self, known: Analysis) -> bool:
        """Where something is said in English, the language of the lexicon."""
        return speaks_english(known)

    def read(self, model: Path | None, known: Analysis) -> Generator[float, None, tuple[float, ...]]:
        """The sentiments, in the order of the utterances."""
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        assert known.transcript is not None
        lexicon = SentimentIntensityAnalyzer()
        yield 0.0
        return tuple(
            float(lexicon.polarity_scores(utterance.text)["compound"]) for utterance in known.transcript.utterances
        )
