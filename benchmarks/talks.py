"""Talks and where their audiences laughed or applauded, as sentences."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from autocut import weights
from autocut.analyze.reading.meanings import MiniLM
from autocut.analyze.speech.sidecar import spoken_evenly
from autocut.media.run import finish
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word

Kind = Literal["laughter", "applause"]

_TEST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: its sentences, and for each which reactions came before the next."""

    name: str
    sentences: tuple[str, ...]
    reactions: tuple[frozenset[Kind], ...]

    @property
    def is_test(self) -> bool:
        """Whether it is of the quarter that nothing is fitted on, by a hash of its name."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[:8], 16) / 2**32 < _TEST_SHARE

    @property
    def transcript(self) -> Transcript:
        """The sentences, spoken evenly."""
        return spoken_evenly([sentence.split() for sentence in self.sentences], "en", self.name)

    def followed_by(self, kinds: Iterable[Kind]) -> NDArray[np.bool_]:
        """Of each sentence, whether one of the kinds of reaction follows."""
        wanted = set(kinds)
        return np.array([bool(reaction & wanted) for reaction in self.reactions])


def read_talks(truth: Path, count: int | None) -> list[Talk]:
    """The first `count` talks of the truth, or all."""
    with (truth / "talks_reactions.jsonl").open(encoding="utf-8") as lines:
        return [_talk(json.loads(line)) for line in islice(lines, count)]


def sentences_of(words: list[str]) -> list[list[str]]:
    """The words parted where their punctuation ends a sentence and the next word does not begin small."""
    found: list[list[str]] = [[]]
    for k, word in enumerate(words):
        found[-1].append(word)
        goes_on = k + 1 < len(words) and words[k + 1][0].islower()
        if Word(word, Span(0, 0)).ends_sentence and not goes_on:
            found.append([])
    return [sentence for sentence in found if sentence]


def meanings_of(talks: list[Talk], kept: Path | None) -> dict[str, NDArray[np.float32]]:
    """The vectors of each talk's sentences, of shape (n, 384), from the folder `kept` where they are there."""
    model = MiniLM(finish(weights.find("minilm", offline=False)))
    found: dict[str, NDArray[np.float32]] = {}
    for talk in talks:
        digest = hashlib.sha256("\n".join(talk.sentences).encode()).hexdigest()[:16]
        path = kept / f"{digest}.npy" if kept else None
        if path and path.is_file():
            found[talk.name] = np.load(path).astype(np.float32)
            continue
        found[talk.name] = np.stack([model.vector(sentence) for sentence in talk.sentences])
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, found[talk.name].astype(np.float16))
    return found


def _talk(told: dict[str, object]) -> Talk:
    sentences = sentences_of(str(told["text"]).split())
    ends = list(np.cumsum([len(sentence) for sentence in sentences]))
    reactions: list[set[Kind]] = [set() for _ in sentences]
    events = told["events"]
    assert isinstance(events, list)
    for event in events:
        if event["after_word"] > 0:
            reactions[min(bisect_left(ends, event["after_word"]), len(ends) - 1)].add(event["type"])
    texts = tuple(re.sub(r"\s+", " ", " ".join(sentence)) for sentence in sentences)
    return Talk(str(told["talk"]), texts, tuple(map(frozenset, reactions)))
