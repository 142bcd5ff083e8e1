"""A transcript in parts, found in several processes, is the transcript of the whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from autocut.analyze.analyze import analyze
from autocut.analyze.speech import Speech, speech
from autocut.analyze.voice import Voice
from autocut.convert import to_data
from autocut.farm.local import Local
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.event import Alive, Event, Finished, Progressed, Started
from autocut.model.media import Master
from autocut.model.speech import Transcript
from tests.media.sources import X264, picture
from tests.speech import TWO_CITIES


@pytest.fixture(scope="module")
def long(make: Callable[..., Path]) -> Master:
    """The reading three times over, at half its speed, so that no window holds a line of it twice."""
    sound = ("-stream_loop", "2", "-i", str(TWO_CITIES), "-af", "atempo=0.5")
    return probe(make("long-reading.mkv", *picture(96, rate="5"), *sound, "-map", "0:v", "-map", "1:a",
                      *X264, "-c:a", "flac"))  # fmt: skip


@pytest.fixture(scope="module")
def known(long: Master) -> Analysis:
    return Analysis(voice=finish(Voice().listen(long, None, Analysis())))


@pytest.fixture
def two() -> Iterator[Local]:
    workers = Local(2)
    yield workers
    workers.close()


def written(transcript: Transcript) -> str:
    return json.dumps(to_data(transcript))


@pytest.mark.slow
def test_a_transcript_joined_of_parts_is_that_of_the_whole_to_the_last_digit_and_told_of_as_one(
    long: Master, known: Analysis, two: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech, "_LEAST_BATCHES", 1)
    detector = Speech("base")
    assert len(detector.parts(long, known, 2)) == 2
    here = finish(analyze(long, [detector], known, offline=False)).found[detector]
    events: list[Event] = []
    working = analyze(long, [detector], known, offline=False, executor=two)
    while True:
        try:
            events.append(next(working))
        except StopIteration as end:
            there = end.value.found[detector]
            break
    assert len(here.words) > 130
    assert written(there) == written(here)
    told = [event for event in events if not isinstance(event, Alive)]
    assert [event for event in told if not isinstance(event, Progressed)] == [
        Started("transcribing", long.path.name),
        Finished("transcribing", long.path.name),
    ]
    shares = [event.fraction for event in told if isinstance(event, Progressed)]
    assert all(before <= after for before, after in pairwise(shares))
    assert 0 < shares[0] <= 0.5


def test_what_is_soon_heard_is_not_parted(long: Master, known: Analysis) -> None:
    assert Speech("tiny.en").parts(long, known, 8) == (long.span,)
