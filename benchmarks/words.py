"""Whether words begin and end where they are said: voices that know it, against what is heard.

    python -m benchmarks.words --model tiny.en
    python -m benchmarks.words --voices FOLDER

The voices are Festival's, where it is installed, or the WAV files of a folder, a JSON file beside each: a list of
{"text", "start", "end"} in seconds. For faster-whisper's own times, for those held against the voice, and for
autocut's: the share of words that begin, end, and do both within 80 ms of the truth, and the median error in ms.
Words that were misheard are left out and counted.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autocut.analyze.speech.word_times import true_times
from autocut.analyze.voice import Voice
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Word
from benchmarks.listeners import Listener, listen, sound_only
from benchmarks.voices import spoken

_WITHIN = 0.08
_WAYS = ("faster-whisper", "held against the voice", "autocut")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voices", type=Path, help="a folder of WAV files and their words (default: Festival's)")
    parser.add_argument("--model", default="base", help="the speech model, such as tiny.en (default: base)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = sorted(asked.voices.glob("*.wav")) if asked.voices else list(spoken(Path(folder)))
        if not chosen:
            raise SystemExit(
                "There is no voice to measure on: Festival or its voices are absent; --voices names others."
            )
        _print(chosen, asked.model)


def _print(chosen: Sequence[Path], model: str) -> None:
    errors: dict[str, list[NDArray[np.float64]]] = {way: [] for way in _WAYS}
    used: dict[Listener, float] = {"autocut": 0.0, "direct": 0.0}
    said, seconds = 0, 0.0
    with _listeners() as own, _listeners() as direct:
        for path in chosen:
            truth = _truth(path)
            raw = direct.submit(listen, "direct", path, model).result()
            heard = own.submit(listen, "autocut", path, model).result()
            for way, words in zip(_WAYS, (raw.words, _held(path, raw.words), heard.words), strict=True):
                errors[way].append(_errors(truth, words))
            used["autocut"] += heard.cpu
            used["direct"] += raw.cpu
            said, seconds = said + len(truth), seconds + sound_only(path).duration
    print(f"model {model}, {len(chosen)} files, {seconds / 60:.1f} minutes, {said} words")
    print(f"{'':24}{'words':>6}{'starts':>8}{'ends':>8}{'both':>8}   median error (ms)")
    for way in _WAYS:
        print(f"{way:24}{_row(np.concatenate(errors[way]))}")
    minutes = seconds / 60
    print(f"CPU s for a minute, autocut/direct: {used['autocut'] / minutes:.2f}/{used['direct'] / minutes:.2f}")


def _listeners() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"))


def _truth(path: Path) -> list[Word]:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return [Word(each["text"], Span(each["start"], each["end"])) for each in told]


def _held(path: Path, words: Iterable[Word]) -> tuple[Word, ...]:
    voice = finish(Voice().listen(sound_only(path), None, Analysis()))
    return true_times(sorted(words, key=lambda word: word.span), voice)


def _errors(truth: Sequence[Word], heard: Sequence[Word]) -> NDArray[np.float64]:
    """For each word that was heard right, how late it begins and ends, in seconds."""
    pairs = [(was.span, found.span) for was, found in _paired(truth, heard)]
    late = [(found.start - was.start, found.end - was.end) for was, found in pairs]
    return np.asarray(late, np.float64).reshape(-1, 2)


def _paired(truth: Sequence[Word], heard: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    matcher = SequenceMatcher(None, [_plain(word) for word in truth], [_plain(word) for word in heard], autojunk=False)
    for block in matcher.get_matching_blocks():
        for k in range(block.size):
            yield truth[block.a + k], heard[block.b + k]


def _plain(word: Word) -> str:
    return re.sub(r"[^a-z0-9']", "", word.text.lower().replace("’", "'"))


def _row(late: NDArray[np.float64]) -> str:
    right = np.abs(late) <= _WITHIN
    shares = (*right.mean(axis=0), right.all(axis=1).mean())
    medians = " / ".join(f"{1000 * each:+.0f}" for each in np.median(late, axis=0))
    return f"{len(late):6}" + "".join(f"{100 * share:8.1f}" for share in shares) + f"   {medians}"


if __name__ == "__main__":
    main()
