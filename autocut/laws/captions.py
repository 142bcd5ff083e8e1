"""What the captions say is heard: the finished file is transcribed again."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from autocut.analyze.speech import Speech
from autocut.analyze.voice import Voice
from autocut.media.probe import probe
from autocut.model.analysis import Analysis
from autocut.model.captions import Cue
from autocut.model.event import within


def share_heard(path: Path, cues: Sequence[Cue], model: Path, language: str) -> Generator[float, None, float]:
    """The share of the cues' words that a transcript of the file at `path` has in the same order (0-1).

    1 where there are no cues. `model` is the folder of a Whisper model; yields the share done.
    """
    said = [word for cue in cues for word in plain(" ".join(cue.lines))]
    if not said:
        return 1.0
    finished = probe(path)
    voice = yield from within(0.0, 0.1, Voice().listen(finished, None, Analysis()))
    listening = Speech(model.name, language).listen(finished, model, Analysis(voice=voice))
    transcript = yield from within(0.1, 1.0, listening)
    return in_order(said, [word for each in transcript.words for word in plain(each.text)])


def in_order(said: Sequence[str], heard: Sequence[str]) -> float:
    """The share of what is said that is heard, by the longest blocks that both have in the same order."""
    matcher = SequenceMatcher(None, said, heard, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(said)


def plain(text: str) -> list[str]:
    """The words without case and punctuation."""
    return re.findall(r"[\w']+", text.lower().replace("’", "'"))
