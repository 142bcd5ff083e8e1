"""What is said: Whisper, where there is voice, and an aligner for when."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from autocut.analyze.detector import Parted
from autocut.analyze.memory import give_back
from autocut.analyze.speech.alignment.aligner import Aligner, aligner
from autocut.analyze.speech.doubts import trusted
from autocut.analyze.speech.sentences import sentences
from autocut.analyze.speech.whisper import LONGEST_SECONDS, RATE, Heard, Whisper
from autocut.analyze.speech.windows import Window, packed
from autocut.analyze.speech.word_times import reunited, settled, true_times
from autocut.errors import PresetError
from autocut.media.card import a_card
from autocut.media.samples import sound
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 2
# To load the model and to find the language again costs every part but the first six tenths of a batch.
_LEAST_BATCHES = 5
_BLOCK_SECONDS = 10.0
_UNKNOWN_LANGUAGE = "und"
_BY_VOICE = "voice"
_GOES_ON = re.compile(r"-|[.,:]\d|%")


class _Said(NamedTuple):
    """What is said in one part of the master, whose the times are, and the language; None where there is no voice."""

    language: str | None
    times: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Speech(Parted):
    """Words with times, in `language` (ISO 639-1, or `auto` to find it), by the Whisper model named `model`.

    English words have the times at which an aligner finds them in the sound, those of other languages Whisper's own
    held against the voice; `source` of the Transcript tells which.
    """

    model: str = "base"
    language: str = "auto"

    does: ClassVar[str] = "transcribing"
    version: ClassVar[int] = 5
    needs: ClassVar[tuple[str, ...]] = ("voice",)
    gpu: ClassVar[bool] = True
    speech_model: ClassVar[bool] = True

    @property
    def weights(self) -> str:
        """The model's name."""
        return self.model

    def parts(self, master: Master, known: Analysis, most: int) -> tuple[Span, ...]:
        """Whole batches of windows, as many in each part: a model's numbers may depend on what is in a batch."""
        windows = _windows(master, known)
        batches = windows[::_BATCH]
        count = max(1, min(most, len(batches) // _LEAST_BATCHES))
        begins = [batches[len(batches) * k // count].pieces[0].start for k in range(1, count)]
        return tuple(Span(*pair) for pair in pairwise((0.0, *begins, master.duration)))

    def listen_to(
        self, master: Master, model: Path | None, known: Analysis, part: Span
    ) -> Generator[float, None, _Said]:
        """The words of the windows that begin in the part, in the language of the master's first batch.

        Raises PresetError where the model does not know the language that is asked for.
        """
        assert model is not None
        if not known.voice and self.language == "auto":
            return _Said(None, _BY_VOICE, ())
        with (yield from a_card()) as card:
            return (yield from self._said(self._whisper(model, card), master, known, part))

    def joined(self, found: Sequence[_Said]) -> Transcript:
        """The transcript, in the language `und` where there is no voice."""
        words = [word for part in found for word in part.words]
        source = f"faster-whisper {self.model}, times by {found[0].times}"
        return Transcript(found[0].language or _UNKNOWN_LANGUAGE, sentences(reunited(words)), source)

    def _said(self, whisper: Whisper, master: Master, known: Analysis, part: Span) -> Generator[float, None, _Said]:
        windows = _windows(master, known)
        own = [window for window in windows if part.start <= window.pieces[0].start < part.end]
        language = whisper.only_language if self.language == "auto" else self.language
        first = [] if language or own[:1] == [*windows[:1]] else windows[:_BATCH]
        heard = _heard(master, [*first, *own])
        if first:
            language = whisper.language(whisper.encoded([samples for _, samples in islice(heard, len(first))]))
        finder: Aligner | None = None
        words: list[Word] = []
        while batch := list(islice(heard, _BATCH)):
            encoded = whisper.encoded([samples for _, samples in batch])
            language = language or whisper.language(encoded)
            readings = whisper.read(encoded, [len(samples) for _, samples in batch], language)
            finder = finder or aligner(language)
            for (window, samples), reading in zip(batch, readings, strict=True):
                said = true_times(_words(trusted(reading), window), _over(known.voice, window))
                words.extend(_found(finder, said, window, samples) if finder else said)
            give_back()
            yield min(1.0, (batch[-1][0].pieces[-1].end - part.start) / part.duration)
        return _Said(language, finder.name if finder else _BY_VOICE, tuple(words))

    def _whisper(self, model: Path, card: int | None) -> Whisper:
        whisper = Whisper(model, card)
        if self.language not in ("auto", *whisper.languages):
            knows = " ".join(sorted(whisper.languages))
            raise PresetError(
                f"analysis.language: the speech model '{self.model}' does not know '{self.language}'; it knows: {knows}"
            )
        return whisper


def _windows(master: Master, known: Analysis) -> tuple[Window, ...]:
    return packed(known.voice, master.duration, LONGEST_SECONDS)


def _over(voice: Sequence[Span], window: Window) -> list[Span]:
    """The spans of voice that the window holds."""
    return [span for span in voice if window.pieces[0].start <= span.middle < window.pieces[-1].end]


def _found(finder: Aligner, said: Sequence[Word], window: Window, samples: NDArray[np.float32]) -> Sequence[Word]:
    """The words of a window at the times that the aligner finds them at."""
    found = finder.times(samples, [word.text for word in said])
    return settled(said, [span and window.span(span.start, span.end) for span in found])


def _heard(master: Master, windows: Sequence[Window]) -> Iterator[tuple[Window, NDArray[np.float32]]]:
    """Each window with its samples, from one pass through the sound, of which it keeps no more than it needs."""
    import numpy as np

    blocks = sound(master, RATE, _BLOCK_SECONDS)
    held, begins = np.zeros(0, np.float32), 0
    for window in windows:
        parts: list[NDArray[np.float32]] = []
        for piece in window.pieces:
            first, end = round(piece.start * RATE), round(piece.end * RATE)
            while begins + len(held) < end and (block := next(blocks, None)) is not None:
                keep = max(0, min(first - begins, len(held)))
                held, begins = np.concatenate([held[keep:], block]), begins + keep
            parts.append(held[first - begins : end - begins])
        yield window, np.concatenate(parts)


def _words(heard: Sequence[Heard], window: Window) -> list[Word]:
    """The words on master time; Whisper parts "long-term" and "3.5" in two, the second without a space before it."""
    words: list[Word] = []
    for each in heard:
        text, span, probability = each.text.strip(), window.span(each.start, each.end), each.probability
        if words and _GOES_ON.match(each.text):
            before = words.pop()
            text, probability = before.text + text, min(probability, before.probability)
            span = Span(before.span.start, max(before.span.end, span.end))
        words.append(Word(text, span, round(probability, 3)))
    return words
