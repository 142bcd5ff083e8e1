"""Two that listen to a clip with the same speech model: autocut's detectors, and faster-whisper called directly."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from autocut import weights
from autocut.media.run import finish
from autocut.model.geometry import Size
from autocut.model.media import AudioStream, Master, VideoStream
from autocut.model.span import Span
from autocut.model.speech import Word

Listener = Literal["autocut", "direct"]


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a clip, and what hearing them took: seconds of all processors and of the clock."""

    words: tuple[Word, ...]
    language: str
    cpu: float
    wall: float
    peak: int
    """The most memory of the process so far, in bytes."""


def listen(listener: Listener, path: Path, model: str) -> Heard:
    """Hear one clip, the model loaded anew; the first call of a process also imports the libraries."""
    folder = finish(weights.find_speech(model, offline=False))
    cpu, wall = time.process_time(), time.monotonic()
    words, language = (_autocut if listener == "autocut" else _direct)(path, folder, model)
    used, passed = time.process_time() - cpu, time.monotonic() - wall
    return Heard(words, language, used, passed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def sound_only(path: Path) -> Master:
    """A master of which only the sound is known, for files that have nothing else."""
    import av

    with av.open(str(path)) as container:
        index = next(stream.index for stream in container.streams if stream.type == "audio")
        duration = (container.duration or 0) * 1e-6
    picture = VideoStream(0, "none", Size(2, 2), Fraction(25), 0.0, duration)
    heard = AudioStream(index, "any", 1, "mono", 48_000, 0.0, duration)
    return Master(path, "", 0, "any", duration, Size(2, 2), picture, (heard,))


def _autocut(path: Path, folder: Path, model: str) -> tuple[tuple[Word, ...], str]:
    from autocut.analyze.speech import Speech
    from autocut.analyze.voice import Voice
    from autocut.model.analysis import Analysis

    master = sound_only(path)
    voice = finish(Voice().listen(master, None, Analysis()))
    transcript = finish(Speech(model).listen(master, folder, Analysis(voice=voice)))
    return transcript.words, transcript.language


def _direct(path: Path, folder: Path, model: str) -> tuple[tuple[Word, ...], str]:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    whisper = BatchedInferencePipeline(WhisperModel(str(folder), device="auto", compute_type="int8"))
    segments, about = whisper.transcribe(str(path), batch_size=8, vad_filter=True, word_timestamps=True)
    found = [word for segment in segments for word in segment.words]
    words = tuple(
        Word(each.word.strip(), Span(max(0.0, each.start), max(0.0, each.start, each.end)), each.probability)
        for each in found
    )
    return words, about.language
