"""Signals of what the words come to: meanings, feelings, reactions, and whether a passage stands alone."""

from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.vectors import Vectors
from autocut.score.coherence import coherence
from autocut.score.emotion import emotion
from autocut.score.novelty import novelty
from autocut.score.reaction import reaction
from autocut.score.standalone import standalone
from tests.builders import a_talk
from tests.score.measuring import Signal, is_none, said, value

THREE = a_talk("Snow fell.", "Rain came.", "Ice broke.")
FIRST, FIRST_TWO, LAST, ALL, NONE = Span(0, 10), Span(0, 20), Span(20, 30), Span(0, 30), Span(40, 50)


@pytest.mark.parametrize("signal", [coherence, emotion, reaction])
def test_what_was_not_read_is_not_measured(signal: Signal) -> None:
    assert is_none(signal, Analysis(transcript=THREE))


def test_coherence_is_how_alike_sentences_mean_that_follow_each_other() -> None:
    read = Analysis(transcript=THREE, meanings=Vectors.of(((1.0, 0.0), (0.6, 0.8), (-0.8, 0.6))))
    assert value(coherence, read, FIRST_TWO) == pytest.approx(0.6)
    assert value(coherence, read, Span(10, 30)) == pytest.approx(0.0)
    assert value(coherence, read, ALL) == pytest.approx(0.3)


def test_opposite_meanings_are_no_less_coherent_than_unrelated_ones() -> None:
    read = Analysis(transcript=THREE, meanings=Vectors.of(((1.0, 0.0), (-1.0, 0.0), (1.0, 0.0))))
    assert value(coherence, read, ALL) == 0.0


@pytest.mark.parametrize("passage", [FIRST, LAST, NONE, Span(0, 1), Span(9, 10)])
def test_fewer_than_two_sentences_are_half_coherent(passage: Span) -> None:
    read = Analysis(transcript=THREE, meanings=Vectors.of(((1.0, 0.0), (1.0, 0.0), (0.0, 1.0))))
    assert value(coherence, read, passage) == 0.5


def test_the_sentence_that_means_something_else_is_the_novel_one() -> None:
    read = Analysis(transcript=THREE, meanings=Vectors.of(((1.0, 0.0), (1.0, 0.0), (0.0, 1.0))))
    assert value(novelty, read, FIRST) == pytest.approx(1 / 3)
    assert value(novelty, read, LAST) == pytest.approx(5 / 6)
    assert value(novelty, read, ALL) == pytest.approx(0.5)
    assert value(novelty, read, NONE) == 0.0


def test_without_meanings_the_sentence_of_other_words_is_the_novel_one() -> None:
    talk = ("The machine broke.", "The machine worked.", "Penguins swim.")
    assert said(novelty, *talk, passage=range(2, 3)) == pytest.approx(5 / 6)
    assert said(novelty, *talk, passage=range(1)) == pytest.approx(1 / 3)


def test_the_only_sentence_is_not_novel_against_anything() -> None:
    assert is_none(novelty, Analysis(transcript=a_talk("The machine broke."), meanings=Vectors.of(((1.0, 0.0),))))


@pytest.mark.parametrize(
    ("feelings", "expected"),
    [
        ((0.0, 0.0, 0.0), 0.0),
        ((0.5, 0.5, 0.5), 0.6 * 0.5),
        ((-0.5, -0.5, -0.5), 0.6 * 0.5),
        ((1.0, 1.0, 1.0), 0.6),
        ((-1.0, 0.0, 1.0), 0.6 * 2 / 3 + 0.4),
        ((0.0, 0.0, 0.8), 0.6 * 0.8 / 3 + 0.4 * 0.4),
    ],
)
def test_emotion_is_how_strong_feelings_are_and_how_far_they_swing(
    feelings: tuple[float, ...], expected: float
) -> None:
    assert value(emotion, Analysis(transcript=THREE, feelings=feelings), ALL) == pytest.approx(expected)


def test_the_feelings_of_other_passages_are_none_of_this_one() -> None:
    felt = Analysis(transcript=THREE, feelings=(0.0, 0.5, 1.0))
    assert value(emotion, felt, FIRST) == 0.0
    assert value(emotion, felt, LAST) == pytest.approx(0.6)
    assert value(emotion, felt, NONE) == 0.0


def test_a_reaction_is_that_to_the_three_sentences_where_it_is_likeliest() -> None:
    talk = a_talk(*["Snow fell."] * 5)
    read = Analysis(transcript=talk, reactions=(0.1, 0.9, 0.2, 0.6, 0.3))
    assert value(reaction, read, Span(0, 50)) == pytest.approx(0.6)
    assert value(reaction, read, Span(0, 20)) == pytest.approx(0.5)
    assert value(reaction, read, Span(10, 20)) == pytest.approx(0.9)
    assert value(reaction, read, Span(60, 70)) == 0.0


@pytest.mark.parametrize(
    ("sentences", "worth"),
    [
        (("Snow fell on the house.", "It melted."), 1.0),
        (("And snow fell.", "Rain came."), 0.6),
        (("He was right.", "Rain came."), 0.6),
        (("Snow fell.", "As I said, it was cold."), 0.7),
        (("Snow fell earlier.", "As I said, it was cold."), 0.7),
        (("And snow fell.", "As I said, it was cold."), 0.3),
        (("Snow fell.", "What came then?"), 0.8),
        (("Snow fell.", "“What came then?”"), 0.8),
        (("What fell?", "Snow fell."), 1.0),
        (("And snow fell.", "As I said, what came then?"), 0.1),
    ],
)
def test_a_passage_stands_alone_less_what_it_leaves_open(sentences: tuple[str, ...], worth: float) -> None:
    assert said(standalone, *sentences) == pytest.approx(worth)


def test_an_answer_does_not_stand_without_its_question() -> None:
    talk = ("What fell?", "Snow fell.", "Rain came.")
    assert said(standalone, *talk, passage=range(1, 3)) == pytest.approx(0.6)
    assert said(standalone, *talk, passage=range(3)) == 1.0
    assert said(standalone, *talk, passage=range(2, 3)) == 1.0


def test_a_passage_that_leaves_all_open_stands_for_nothing() -> None:
    talk = ("What fell?", "And as I said, what came then?")
    assert said(standalone, *talk, passage=range(1, 2)) == 0.0


def test_only_the_opening_can_dangle() -> None:
    talk = ("Snow fell.", "And it was cold.", "Rain came.")
    assert said(standalone, *talk) == 1.0
    assert said(standalone, *talk, passage=range(1, 3)) == pytest.approx(0.6)


def test_standing_alone_is_known_of_speech_in_a_language_that_has_a_lexicon() -> None:
    assert is_none(standalone, Analysis())
    assert is_none(standalone, Analysis(transcript=a_talk("Und er ging.", language="de")))
    assert value(standalone, Analysis(transcript=THREE), NONE) == 0.0
