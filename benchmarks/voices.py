"""Voices whose words have known times: Festival speaks, and tells when."""

from __future__ import annotations

import json
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autocut.media.run import run
from autocut.media.samples import samples
from benchmarks.listeners import sound_only

RATE = 16_000
_VOICES = ("cmu_us_slt_arctic_hts", "kal_diphone", "ked_diphone")
_PAUSES = (0.0, 0.15, 0.4, 0.8, 1.6)
_NOISE_DECIBELS = -15.0
_TEXTS = (
    (
        "Welcome back to the channel.",
        "Today we are going to build a small wooden table, and it will cost less than fifty dollars.",
        "First, you need four legs, each one about two feet long.",
        "Then you take the top, which is a single piece of oak, and sand it until it feels smooth.",
        "If you don't have a sander, that's fine, you can do it by hand in an afternoon.",
    ),
    (
        "When I was a kid, my grandmother used to tell me stories about the sea.",
        "She had grown up on an island, a long way from anything.",
        "Every winter the boats stopped, and for weeks they lived on fish and potatoes.",
        "I asked her once if she had been lonely, and she laughed.",
        "There was no time to be lonely, she said, there was always somebody at the door.",
    ),
    (
        "Okay, let's talk about what actually happened in the second half.",
        "They were losing, their best player was injured, and the crowd had gone quiet.",
        "Then Marcus stole the ball, twice in a row, and suddenly everything changed.",
        "People were hugging strangers.",
        "It was, honestly, the best night of my life.",
    ),
)
_SPEAK = """({voice})
(set! said (utt.synth (Utterance Text "{text}")))
(utt.save.wave said "{path}")
(mapcar (lambda (word) (format t "%s %f %f\\n" (item.name word)
  (item.feat word "word_start") (item.feat word "word_end"))) (utt.relation.items said 'Word))
"""


def spoken(folder: Path) -> Iterator[Path]:
    """WAV files of passages by each installed voice, plain and with noise 15 dB below it.

    Beside each lies a JSON file of its words: a list of {"text", "start", "end"}, in seconds. None where there is no
    Festival.
    """
    if shutil.which("festival") is None:
        return
    chance = np.random.default_rng(1859)
    for voice in _VOICES:
        for k, text in enumerate(_TEXTS):
            said, words = _passage(f"voice_{voice}", text, folder, chance)
            if not words:
                break
            loudness = np.sqrt(np.mean(np.square(said[np.abs(said) > 0.01])))
            noise = chance.normal(0, loudness * 10 ** (_NOISE_DECIBELS / 20), len(said))
            for name, sound in ((f"{voice}-{k}", said), (f"{voice}-{k}-noise", said + noise)):
                path = folder / f"{name}.wav"
                path.with_suffix(".json").write_text(json.dumps(words), "utf-8")
                yield _written(path, sound)


def _passage(
    voice: str, text: tuple[str, ...], folder: Path, chance: np.random.Generator
) -> tuple[NDArray[np.float64], list[dict[str, str | float]]]:
    """The sentences with pauses between them, over a very faint noise, and the words; none without the voice."""
    parts: list[NDArray[np.float64]] = [np.zeros(RATE // 2)]
    words: list[dict[str, str | float]] = []
    script, sentence = folder / "speak.scm", folder / "sentence.wav"
    for line in text:
        script.write_text(_SPEAK.format(voice=voice, text=line, path=sentence), "utf-8")
        begins = sum(map(len, parts)) / RATE
        told = list(run(["festival", "-b", str(script)]))
        for name, start, end in (each.split() for each in told if len(each.split()) == 3):
            words.append({"text": name, "start": begins + float(start), "end": begins + float(end)})
        if not told:
            return np.zeros(0), []
        sound = samples(sound_only(sentence), RATE).astype(np.float64)
        parts += [sound / np.abs(sound).max() / 2, np.zeros(round(RATE * chance.choice(_PAUSES)))]
    joined = np.concatenate(parts)
    return joined + chance.normal(0, 0.0005, len(joined)), words


def _written(path: Path, sound: NDArray[np.float64]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path
