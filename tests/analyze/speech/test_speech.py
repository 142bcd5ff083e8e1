"""What is said, and when, is what a reading that everybody can hear says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest

from autocut import weights
from autocut.analyze.speech import Speech
from autocut.analyze.voice import Voice
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.speech import Transcript
from tests.media.sources import X264, picture
from tests.speech import TWO_CITIES

MODEL = "tiny.en"
TEXT = (
    "it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness "
    "it was the epoch of belief it was the epoch of incredulity it was the season of light it was the"
)
# Where the voice begins after each pause and ends before it, read off the level of the sound, 10 ms at a time.
BEGINS = {0: 1.2, 6: 2.97, 12: 5.03, 18: 6.68, 24: 8.82, 30: 10.75, 36: 13.48, 42: 15.14}
ENDS = {5: 2.84, 11: 4.57, 17: 6.18, 23: 8.22, 29: 10.31, 35: 12.75, 41: 14.81}
CLOSE = 0.08


@pytest.fixture(scope="module")
def master(make: Callable[..., Path]) -> Master:
    """The reading under a picture."""
    return probe(make("reading.mkv", *picture(16), "-i", str(TWO_CITIES), "-map", "0:v", "-map", "1:a", *X264,
                      "-c:a", "flac"))  # fmt: skip


@pytest.fixture(scope="module")
def heard(master: Master) -> Analysis:
    """Its voice and its transcript."""
    voice = finish(Voice().listen(master, None, Analysis()))
    return Analysis(voice=voice, transcript=said(master, Analysis(voice=voice), Speech(MODEL)))


def said(master: Master, known: Analysis, detector: Speech) -> Transcript:
    model = finish(weights.find_speech(detector.model, offline=False))
    transcript: Transcript = finish(detector.listen(master, model, known))
    return transcript


def test_the_words_of_the_reading_are_those_that_are_read(heard: Analysis) -> None:
    assert heard.transcript is not None
    words = [word.text.lower().strip(".,;") for word in heard.transcript.words]
    assert words[: len(TEXT.split())] == TEXT.split()


def test_words_at_pauses_begin_and_end_with_the_voice(heard: Analysis) -> None:
    assert heard.transcript is not None
    words = heard.transcript.words
    assert {k: words[k].span.start for k in BEGINS} == pytest.approx(BEGINS, abs=CLOSE)
    assert {k: words[k].span.end for k in ENDS} == pytest.approx(ENDS, abs=CLOSE)


def test_words_that_are_read_clearly_are_likely(heard: Analysis) -> None:
    assert heard.transcript is not None
    likely = [word.probability for word in heard.transcript.words[: len(TEXT.split())]]
    assert mean(likely) > 0.8
    assert all(0 < each <= 1 for each in likely)


def test_the_transcript_tells_where_its_words_and_times_come_from(heard: Analysis) -> None:
    assert heard.transcript is not None
    assert heard.transcript.language == "en"
    assert heard.transcript.source == "faster-whisper tiny.en, times by pocketsphinx"


def test_where_there_is_no_voice_nothing_is_said(master: Master, heard: Analysis) -> None:
    nothing = said(master, replace(heard, voice=()), Speech(MODEL))
    assert nothing.utterances == ()
    assert nothing.language == "und"
