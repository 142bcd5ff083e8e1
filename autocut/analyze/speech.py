"""What is said, by faster-whisper with its voice-activity filter."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from autocut.analyze.sentences import sentences
from autocut.errors import PresetError
from autocut.media.samples import samples
from autocut.model.analysis import Transcript, Word
from autocut.model.media import Master
from autocut.model.span import Span

_RATE = 16_000
_BATCH = 8
# Whisper invents words over music and noise; it is itself unsure of them (its paper, section 4.5).
_NO_SPEECH = 0.6
_UNSURE_LOG_PROBABILITY = -1.0
_REPETITIVE = 2.4
_SENTENCE_ENDS = (".", "!", "?", "…")
_IMPOSSIBLE_PAUSE_SECONDS = 1.5
_LONGEST_FIRST_WORD_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Speech:
    """Words with times, in `language` (ISO 639-1, or `auto` to find it), by the Whisper model named `model`."""

    model: str = "base"
    language: str = "auto"

    does: ClassVar[str] = "transcribing"
    version: ClassVar[int] = 2
    is_essential: ClassVar[bool] = True

    @property
    def weights(self) -> str:
        """The model's name."""
        return self.model

    def concerns(self, master: Master) -> bool:
        """Masters with sound."""
        return master.sound is not None

    def listen(self, master: Master, model: Path | None) -> Generator[float, None, Transcript]:
        """The transcript; raises PresetError where the model does not know the language."""
        from faster_whisper import BatchedInferencePipeline, WhisperModel

        whisper = WhisperModel(str(model), device="auto", compute_type="int8")
        language = None if self.language == "auto" else self.language
        if language is not None and language not in whisper.supported_languages:
            known = " ".join(sorted(whisper.supported_languages))
            raise PresetError(
                f"analysis.language: the speech model '{self.model}' does not know '{language}'; it knows: {known}"
            )
        heard = samples(master, _RATE)
        if len(heard) < _RATE // 10:
            return Transcript(language or "und", (), self._source)
        segments, found = BatchedInferencePipeline(whisper).transcribe(
            heard, language=language, batch_size=_BATCH, vad_filter=True, word_timestamps=True, beam_size=5
        )
        words: list[Word] = []
        for segment in segments:
            words.extend(steadied(_words(segment, master.duration)))
            yield min(1.0, segment.end / master.duration)
        return Transcript(found.language, sentences(words), self._source)

    @property
    def _source(self) -> str:
        return f"faster-whisper {self.model}"


def _words(segment: Any, duration: float) -> list[Word]:
    unsure = segment.no_speech_prob > _NO_SPEECH and segment.avg_logprob < _UNSURE_LOG_PROBABILITY
    if unsure or segment.compression_ratio > _REPETITIVE:
        return []
    words: list[Word] = []
    for word in segment.words or ():
        text, probability = word.word.strip(), round(float(word.probability), 3)
        start = round(max(0.0, float(word.start)), 3)
        span = Span(start, max(start, round(float(word.end), 3))).clipped(Span(0.0, duration))
        if words and text.startswith("-") and not word.word.startswith(" "):
            # Whisper parts "long-term" in two; the second part has no space before it.
            before = words.pop()
            text, span = before.text + text, Span(before.span.start, max(before.span.end, span.end))
            probability = min(probability, before.probability)
        if text and span.duration > 0:
            words.append(Word(text, span, probability))
    return words


def steadied(words: list[Word]) -> list[Word]:
    """The words of one segment, its first moved to the second where a pause that no sentence has lies between them.

    Whisper's first word is known to start seconds early (faster-whisper issue 125).
    """
    if len(words) < 2 or words[0].text.endswith(_SENTENCE_ENDS):
        return words
    first, second = words[0], words[1]
    if second.span.start - first.span.end < _IMPOSSIBLE_PAUSE_SECONDS:
        return words
    length = min(first.span.duration, _LONGEST_FIRST_WORD_SECONDS)
    return [replace(first, span=Span(second.span.start - length, second.span.start)), *words[1:]]
