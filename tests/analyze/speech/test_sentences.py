from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.analyze.speech.sentences import sentences
from autocut.model.span import Span
from autocut.model.speech import Word
from tests.builders import same_every_time, words

TEXTS = ("so", "it", "goes.", "Why?", "No!", "and", "Mr.", "“Yes.”", "…", "3.14", "好。")


@st.composite
def heard(draw: st.DrawFn) -> list[Word]:
    """Words as a recogniser gives them: late, early, overlapping, of no length."""
    found = []
    time = 0.0
    for text in draw(st.lists(st.sampled_from(TEXTS), max_size=60)):
        start = max(0.0, time + draw(st.sampled_from([-0.2, 0.0, 0.0, 0.1, 0.8, 1.5, 4.0])))
        time = start + draw(st.sampled_from([0.0, 0.05, 0.3, 1.0, 6.0]))
        found.append(Word(text, Span(start, time), 0.5))
    return found


def texts(*said: Word) -> list[str]:
    return [utterance.text for utterance in sentences(said)]


@same_every_time
@given(heard())
def test_every_word_is_kept_once_in_order_and_none_overlap(said: list[Word]) -> None:
    found = sentences(said)
    kept = [word for utterance in found for word in utterance.words]
    assert [word.text for word in kept] == [word.text for word in sorted(said, key=lambda word: word.span)]
    assert all(word.span.duration > 0 for word in kept)
    assert all(word.probability == 0.5 for word in kept)
    for before, after in pairwise(kept):
        assert before.span.end <= after.span.start
    for utterance in found:
        assert utterance.span == Span(utterance.words[0].span.start, utterance.words[-1].span.end)


@same_every_time
@given(heard())
def test_no_utterance_is_endless_or_holds_a_long_pause(said: list[Word]) -> None:
    for utterance in sentences(said):
        assert utterance.span.duration <= 20 or len(utterance.words) == 1
        assert all(b.span.start - a.span.end <= 1.0 for a, b in pairwise(utterance.words))
        assert not any(word.text in ("goes.", "Why?", "“Yes.”", "好。") for word in utterance.words[:-1])


def test_sentences_end_at_their_punctuation() -> None:
    said = words("This is one. Is this another? It is! And so", 0, 4)
    assert texts(*said) == ["This is one.", "Is this another?", "It is!", "And so"]


@pytest.mark.parametrize("end", ["ended.”", 'ended."', "ended!)", "ended…", "結束。", "انتهى؟"])
def test_a_closing_quote_and_other_scripts_end_a_sentence_too(end: str) -> None:
    assert texts(*words(f"It {end} Then more", 0, 3)) == [f"It {end}", "Then more"]


@pytest.mark.parametrize("short", ["Mr.", "dr.", "e.g.", "vs."])
def test_an_abbreviation_does_not(short: str) -> None:
    assert texts(*words(f"Then {short} Smith came.", 0, 3)) == [f"Then {short} Smith came."]


def test_a_long_pause_parts_where_punctuation_is_missing() -> None:
    assert texts(Word("well", Span(0, 1)), Word("so", Span(1.9, 2)), Word("then", Span(3.1, 4))) == ["well so", "then"]


def test_a_speech_without_any_end_is_parted_at_twenty_seconds() -> None:
    found = sentences(words("on " * 100, 0, 50))
    assert len(found) == 3
    assert all(utterance.span.duration <= 20 for utterance in found)


def test_words_out_of_order_and_on_top_of_each_other_are_set_right() -> None:
    said = [Word("b", Span(1.0, 2.0)), Word("a", Span(0.0, 1.4)), Word("c", Span(1.5, 1.6))]
    (found,) = sentences(said)
    assert [(w.text, w.span.start, w.span.end) for w in found.words] == [
        ("a", 0.0, 1.4),
        ("b", 1.4, 2.0),
        ("c", 2.0, pytest.approx(2.01)),
    ]


def test_nothing_said_is_nothing() -> None:
    assert sentences([]) == ()
