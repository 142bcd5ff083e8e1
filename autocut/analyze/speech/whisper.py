"""Whisper on stretches of sound of at most 30 s, many at once: faster-whisper's parts without its pipeline."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
LONGEST_SECONDS = 30.0
_BEAMS = 5
_OPENING = "\"'“¿([{-"
_CLOSING = "\"'.。,\uff0c!！?？:\uff1a”)]}、"


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as the model wrote it, a space before it where it stands alone; seconds from the stretch's start."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model wrote for one stretch, and how it judges that itself (Radford et al. 2022, section 4.5)."""

    words: tuple[Heard, ...]
    no_speech_probability: float
    mean_log_probability: float

    @property
    def repetitiveness(self) -> float:
        """How many times smaller the text becomes when it is compressed; a text that turns in circles is over 2.4."""
        text = "".join(word.text for word in self.words).strip().encode()
        return len(text) / len(zlib.compress(text))


class Whisper:
    """A loaded model; on the graphics card of that number in half precision, without one in int8."""

    def __init__(self, folder: Path, card: int | None = None) -> None:
        from faster_whisper import WhisperModel

        self.device = "cpu" if card is None else "cuda"
        precision = "int8" if card is None else "float16"
        self._model = WhisperModel(str(folder), device=self.device, device_index=card or 0, compute_type=precision)
        self.languages: tuple[str, ...] = tuple(self._model.supported_languages)
        self.only_language = None if self._model.model.is_multilingual else "en"

    def encoded(self, stretches: Sequence[NDArray[np.float32]]) -> Any:
        """The model's own view of stretches of at most 30 s at 16 kHz, to give to the other methods."""
        import numpy as np
        from faster_whisper.audio import pad_or_trim

        extract = self._model.feature_extractor
        return self._model.encode(np.stack([pad_or_trim(extract(stretch)[..., :-1]) for stretch in stretches]))

    def language(self, encoded: Any) -> str:
        """The language (ISO 639-1) that is the likeliest over all the stretches."""
        votes: Counter[str] = Counter()
        for guesses in self._model.model.detect_language(encoded):
            votes.update({token[2:-2]: probability for token, probability in guesses})
        return max(votes, key=lambda language: votes[language])

    def read(self, encoded: Any, lengths: Sequence[int], language: str) -> list[Reading]:
        """What is said in each stretch, `lengths` of which are given in samples."""
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        tokenizer = Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
        )
        prompt = self._model.get_prompt(tokenizer, [], without_timestamps=True)
        results = self._model.model.generate(
            encoded,
            [prompt] * len(lengths),
            beam_size=_BEAMS,
            max_length=self._model.max_length,
            suppress_blank=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
        )
        written = [result.sequences_ids[0] for result in results]
        texts = [[token for token in tokens if token < tokenizer.eot] for tokens in written]
        frames = [-(-length // self._model.feature_extractor.hop_length) for length in lengths]
        aligned = self._model.find_alignment(tokenizer, texts, encoded, frames)
        return [
            Reading(_words(words), result.no_speech_prob, result.scores[0] * len(tokens) / (len(tokens) + 1))
            for words, result, tokens in zip(aligned, results, written, strict=True)
        ]


def _words(aligned: list[dict[str, Any]]) -> tuple[Heard, ...]:
    """Words with the punctuation that belongs to them."""
    from faster_whisper.transcribe import merge_punctuations

    merge_punctuations(aligned, _OPENING, _CLOSING)
    return tuple(
        Heard(word["word"], float(word["start"]), float(word["end"]), float(word["probability"]))
        for word in aligned
        if word["word"].strip()
    )
