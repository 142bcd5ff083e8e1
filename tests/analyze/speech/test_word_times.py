"""Word times are held against the voice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.analyze.speech.word_times import reunited, settled, true_times
from autocut.model.span import Span
from autocut.model.speech import Word
from tests.builders import same_every_time


@st.composite
def spoken(draw: st.DrawFn) -> tuple[list[Word], list[Span]]:
    """Spans of voice, and words as Whisper times them: early, late, over pauses, of no length."""
    voice: list[Span] = []
    time = 0.0
    for _ in range(draw(st.integers(0, 6))):
        start = time + draw(st.sampled_from([0.0, 0.1, 0.3, 1.0, 20.0]))
        time = start + draw(st.sampled_from([0.05, 0.3, 1.0, 4.0]))
        voice.append(Span(start, time))
    words: list[Word] = []
    time = 0.0
    for k in range(draw(st.integers(0, 30))):
        start = max(0.0, time + draw(st.sampled_from([0.0, 0.0, -0.1, 0.02, 0.5, 3.0])))
        time = start + draw(st.sampled_from([0.0, 0.02, 0.2, 0.6, 3.0]))
        words.append(Word(f"word{k}", Span(start, time), 0.9))
    return words, voice


@same_every_time
@given(spoken())
def test_words_keep_their_order_and_never_overlap(given: tuple[list[Word], list[Span]]) -> None:
    timed = true_times(*given)
    texts = [word.text for word in given[0]]
    assert [text for text in texts if text in {word.text for word in timed}] == [word.text for word in timed]
    assert all(one.span.end <= two.span.start + 1e-9 for one, two in pairwise(timed))
    assert all(word.span.duration > 0 for word in timed)


@same_every_time
@given(spoken())
def test_every_word_lies_within_one_span_of_voice(given: tuple[list[Word], list[Span]]) -> None:
    for word in true_times(*given):
        assert any(span.start - 1e-9 <= word.span.start and word.span.end <= span.end + 1e-9 for span in given[1])


@same_every_time
@given(spoken())
def test_what_is_true_already_stays(given: tuple[list[Word], list[Span]]) -> None:
    once = true_times(*given)
    again = true_times(once, given[1])
    assert [word.text for word in again] == [word.text for word in once]
    for one, two in zip(once, again, strict=True):
        assert abs(one.span.start - two.span.start) < 1e-6
        assert abs(one.span.end - two.span.end) < 1e-6


def times(*words: Word, voice: tuple[Span, ...]) -> list[tuple[float, float]]:
    return [(word.span.start, word.span.end) for word in true_times(words, voice)]


def test_a_word_that_begins_in_silence_begins_with_the_voice() -> None:
    assert times(Word("hello", Span(0.7, 1.4)), voice=(Span(1.0, 1.5),)) == [(1.0, 1.5)]


def test_a_word_that_runs_over_a_pause_ends_where_the_pause_begins() -> None:
    said = (Word("so", Span(1.0, 2.4)), Word("it", Span(2.4, 2.7)))
    assert times(*said, voice=(Span(1.0, 1.5), Span(2.4, 2.7))) == [(1.0, 1.5), (2.4, 2.7)]


def test_a_word_far_from_any_voice_is_left_out() -> None:
    assert times(Word("you", Span(8.0, 8.3)), voice=(Span(1.0, 2.0),)) == []


SAID = (Word("so", Span(1.0, 1.2)), Word("it", Span(1.2, 1.5)), Word("goes", Span(1.5, 2.0)))


def test_words_are_where_an_aligner_finds_them() -> None:
    found = [Span(1.1, 1.25), Span(1.25, 1.6), Span(1.7, 2.1)]
    assert [word.span for word in settled(SAID, found)] == found


def test_a_word_that_is_not_found_stays_between_the_others() -> None:
    found = [Span(1.1, 1.25), None, Span(1.4, 2.1)]
    assert [word.span for word in settled(SAID, found)] == [Span(1.1, 1.25), Span(1.25, 1.4), Span(1.4, 2.1)]


def test_a_word_found_over_a_second_away_is_not_believed() -> None:
    found = [Span(1.1, 1.25), Span(1.25, 1.6), Span(3.1, 3.3)]
    assert [word.span for word in settled(SAID, found)] == [*found[:2], Span(1.6, 2.0)]


def test_words_of_which_most_are_not_found_stay_where_they_were() -> None:
    assert settled(SAID, [Span(1.1, 1.25), None, Span(9.0, 9.4)]) == SAID
    assert settled(SAID, [None, None, None]) == SAID
    assert settled((), []) == ()


def a_word(text: str, start: float, end: float) -> Word:
    return Word(text, Span(start, end))


def test_a_word_heard_in_what_is_no_voice_goes_to_its_sentence() -> None:
    words = [a_word("The", 2.5, 2.9), a_word("Paris", 21.3, 21.7), a_word("office.", 21.7, 22.1)]
    the, paris, office = reunited(words)
    assert (the.span.start, the.span.end) == pytest.approx((21.15, 21.3))
    assert (paris, office) == tuple(words[1:])


def test_words_that_stand_where_they_were_said_stay() -> None:
    sentence = [a_word("So,", 2.5, 2.9), a_word("it", 6.0, 6.2), a_word("ends.", 6.3, 6.6), a_word("Yes", 20.0, 20.4)]
    assert reunited(sentence) == tuple(sentence)
    beside = [a_word("and", 1.0, 1.2), a_word("then", 1.3, 1.6), a_word("we", 9.0, 9.2)]
    assert reunited(beside) == tuple(beside)
