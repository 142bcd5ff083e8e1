"""Whoever speaks an utterance is told with it, also where the words come from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.survey import Sources, analyzed
from autocut.weights import find
from tests.builders import a_preset
from tests.media.sources import X264, picture
from tests.speech import RATE, another_voice, reading, write_sound

SRT = "1\n00:00:00,600 --> 00:00:02,900\nIt was the best.\n\n2\n00:00:03,600 --> 00:00:05,900\nIt was the worst.\n"


def test_utterances_have_the_speakers_of_the_turns(make: Callable[..., Path], tmp_path: Path) -> None:
    silence = np.zeros(RATE // 2, np.float32)
    voices = [voice()[: 5 * RATE // 2] for voice in (reading, another_voice)]
    heard = write_sound(tmp_path / "heard.wav", [silence, voices[0], silence, voices[1]], RATE)
    path = make("survey-speakers.mkv", *picture(6), "-i", str(heard), *X264, "-c:a", "flac")
    (tmp_path / "said.srt").write_text(SRT, "utf-8")
    finish(find("ge2e", offline=False))
    settings = a_preset("youtube-short").analysis
    work = analyzed(probe(path), [settings], Sources(tmp_path / "said.srt", offline=True), ["transcript", "turns"])
    (found,) = finish(work)
    assert found.transcript is not None
    assert [utterance.speaker for utterance in found.transcript.utterances] == ["A", "B"]
