from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.signal import Signal
from autocut.model.span import Span
from autocut.score.faces import faces
from autocut.score.loudness import loudness
from autocut.score.measure import standing
from autocut.score.motion import motion
from autocut.score.pace import pace
from autocut.score.speech import speech
from tests.builders import a_subject, a_transcript, an_utterance, curves, seen, shots

FACE = Box(10, 10, 50, 50)


def test_speech_is_the_share_of_the_passage_in_which_words_are_said() -> None:
    spoken = a_transcript(an_utterance("one two three four", 2, 6), an_utterance("five six", 8, 10))
    measure = speech(Analysis(transcript=spoken))
    assert measure(Span(0, 10)) == pytest.approx(0.6)
    assert measure(Span(2, 6)) == pytest.approx(1.0)
    assert measure(Span(6, 8)) == 0.0


def test_words_said_at_once_count_once() -> None:
    both = a_transcript(an_utterance("one two", 2, 4), an_utterance("uno dos", 2, 4))
    assert speech(Analysis(transcript=both))(Span(0, 4)) == pytest.approx(0.5)


def test_a_passage_scores_no_speech_without_a_transcript() -> None:
    assert speech(Analysis())(Span(0, 10)) == 0.0


@pytest.mark.parametrize("signal", [loudness, motion])
def test_the_loudest_and_liveliest_passage_ranks_at_the_top_of_its_own_master(signal: type) -> None:
    values = (-30.0,) * 50 + (-20.0,) * 30 + (-10.0,) * 20
    measure = signal(Analysis(loudness=curves(values), motion=Signal(10.0, values)))
    assert measure(Span(0, 5)) == pytest.approx(0.25)
    assert measure(Span(5, 8)) == pytest.approx(0.65)
    assert measure(Span(8, 10)) == pytest.approx(0.9)


@pytest.mark.parametrize("signal", [loudness, motion])
def test_nothing_measured_scores_nothing(signal: type) -> None:
    assert signal(Analysis())(Span(0, 10)) == 0.0
    assert signal(Analysis(loudness=curves(()), motion=Signal(5.0, ())))(Span(0, 10)) == 0.0


def test_a_passage_past_the_end_of_a_signal_scores_nothing() -> None:
    assert standing(Signal(10.0, (-20.0,) * 10))(Span(5, 6)) == 0.0


@pytest.mark.parametrize("level", [-23.1, 0.1, 0.00123])
def test_a_level_that_never_changes_is_half_way_everywhere(level: float) -> None:
    measure = standing(Signal(10.0, (level,) * 600))
    assert {measure(Span(start, start + 3)) for start in range(57)} == {0.5}


def test_pace_counts_shots_against_two_seconds_each() -> None:
    measure = pace(Analysis(shots=shots(0, 4, 8, 12, 13, 14, 15, 16, 60)))
    assert measure(Span(0, 8)) == pytest.approx(0.5)
    assert measure(Span(12, 16)) == 1.0
    assert measure(Span(20, 40)) == 0.0


def test_pace_is_nothing_without_shots() -> None:
    assert pace(Analysis())(Span(0, 10)) == 0.0


def test_faces_is_the_share_of_the_samples_through_which_one_was_followed() -> None:
    samples = tuple(seen(time) for time in (0.0, 0.5, 1.0, 1.5, 2.0))
    followed = (a_subject(FACE, times=(0.5, 1.5)), a_subject(FACE, "person", times=(0.0, 2.0)))
    measure = faces(Analysis(faces=samples, subjects=followed))
    assert measure(Span(0, 2)) == pytest.approx(0.75)
    assert measure(Span(2, 3)) == 0.0
    assert measure(Span(3, 4)) == 0.0
