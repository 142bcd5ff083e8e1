"""Signals of how it is spoken: how much, how quickly, how evenly."""

from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.score.rate import rate
from autocut.score.rhythm import rhythm
from autocut.score.speech import speech
from tests.builders import a_transcript, an_utterance
from tests.score.measuring import Signal, is_none, value

# Two, four and eight words, each in four seconds.
PACES = Analysis(transcript=a_transcript(*(an_utterance("snow " * 2**k, 10.0 * k, 10.0 * k + 4) for k in (1, 2, 3))))


def test_speech_is_the_share_of_the_passage_in_which_words_are_said() -> None:
    spoken = Analysis(
        transcript=a_transcript(an_utterance("one two three four", 2, 6), an_utterance("five six", 8, 10))
    )
    assert value(speech, spoken, Span(0, 10)) == pytest.approx(0.6)
    assert value(speech, spoken, Span(2, 6)) == pytest.approx(1.0)
    assert value(speech, spoken, Span(6, 8)) == 0.0


def test_words_said_at_once_count_once() -> None:
    both = a_transcript(an_utterance("one two", 2, 4), an_utterance("uno dos", 2, 4))
    assert value(speech, Analysis(transcript=both), Span(0, 4)) == pytest.approx(0.5)


def test_where_nobody_listened_speech_is_not_measured_and_where_nobody_speaks_it_is_nothing() -> None:
    assert is_none(speech, Analysis())
    assert value(speech, Analysis(transcript=a_transcript()), Span(0, 10)) == 0.0


@pytest.mark.parametrize("signal", [rate, rhythm])
def test_without_sentences_there_is_no_rate(signal: Signal) -> None:
    assert is_none(signal, Analysis())
    assert is_none(signal, Analysis(transcript=a_transcript()))


def test_rate_is_the_rank_of_the_sentences_by_words_a_second() -> None:
    assert value(rate, PACES, Span(10, 20)) == pytest.approx(1 / 6)
    assert value(rate, PACES, Span(20, 30)) == pytest.approx(0.5)
    assert value(rate, PACES, Span(30, 40)) == pytest.approx(5 / 6)
    assert value(rate, PACES, Span(20, 40)) == pytest.approx(2 / 3)
    assert value(rate, PACES, Span(50, 60)) == 0.0


def test_rhythm_is_how_much_the_rate_varies_about_its_mean() -> None:
    assert value(rhythm, PACES, Span(10, 30)) == pytest.approx(2 / 3)
    assert value(rhythm, PACES, Span(10, 40)) == 1.0
    assert value(rhythm, PACES, Span(10, 20)) == 0.0
    assert value(rhythm, PACES, Span(50, 60)) == 0.0


def test_an_even_speaker_has_no_rhythm() -> None:
    even = a_transcript(*(an_utterance("snow fell", 10.0 * k, 10.0 * k + 4) for k in range(4)))
    assert value(rhythm, Analysis(transcript=even), Span(0, 40)) == 0.0
