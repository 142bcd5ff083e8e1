from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Transcript, Utterance
from autocut.plan.footage import Footage
from autocut.plan.splices import lost_negation, objection
from tests.builders import a_master, a_talk, a_transcript, an_utterance, same_every_time

LINES = (
    "It began in a garden.",
    "What did it cost?",
    "A fortune, all told.",
    "Who paid for it?",
    "My uncle did.",
    "He was a kind man.",
    "I do not regret it today.",
    "It was worth the money.",
)
GARDEN, COST, FORTUNE, WHO, UNCLE, KIND, REGRET, WORTH = (Span(10.0 * k, 10.0 * k + 9) for k in range(8))
REGRET_I_DO, REGRET_IT_TODAY = Span(60, 62.6), Span(64.0, 69)


def footage(transcript: Transcript | None, language: str = "en") -> Footage:
    return Footage(a_master(), Analysis(transcript=transcript), lexicon(language))


TALK = footage(a_talk(*LINES))


def test_sentences_that_say_something_by_themselves_may_follow_each_other() -> None:
    assert objection(GARDEN, KIND, TALK) == ""
    assert objection(WORTH, GARDEN, TALK) == ""
    assert objection(KIND, REGRET, TALK) == ""


def test_a_question_may_be_followed_by_its_own_answer() -> None:
    assert objection(COST, FORTUNE, TALK) == ""
    assert objection(Span(0, 19), Span(20, 29), TALK) == ""


def test_a_question_gets_no_other_answer() -> None:
    assert objection(COST, UNCLE, TALK) == "“What did it cost?” would be answered by “My uncle did.”."
    assert objection(COST, KIND, TALK)
    assert objection(COST, GARDEN, TALK)


def test_an_answer_follows_nothing_but_its_question() -> None:
    assert (
        objection(KIND, FORTUNE, TALK)
        == "“A fortune, all told.” answers “What did it cost?”, which would not be heard."
    )
    assert objection(GARDEN, COST, TALK) == ""


def test_what_is_said_long_after_a_question_is_no_answer() -> None:
    lines = [
        an_utterance("Who paid?", 10, 12),
        an_utterance("Nobody came.", 19, 21),
        an_utterance("It rained.", 30, 32),
    ]
    assert objection(Span(29, 33), Span(18, 22), footage(a_transcript(*lines))) == ""


def test_half_a_sentence_is_joined_to_the_rest_of_it_alone() -> None:
    half, rest = Span(50, 53.3), Span(53.3, 59)
    assert objection(half, rest, TALK) == ""
    assert (
        objection(half, WORTH, TALK) == "A part of “He was a kind man.” would be joined to “It was worth the money.”."
    )
    assert objection(GARDEN, rest, TALK)
    assert objection(Span(53.3, 55), Span(50, 51.7), TALK)


def test_halves_of_two_speakers_are_told_by_their_names() -> None:
    lines = [
        Utterance(Span(0, 4), an_utterance("We should go home.", 0, 4).words, "A"),
        Utterance(Span(9, 13), an_utterance("They stayed for dinner.", 9, 13).words, "B"),
    ]
    found = objection(Span(0, 2), Span(11, 13), footage(a_transcript(*lines)))
    assert found == "A part of “We should go home.” of A would be joined to “They stayed for dinner.” of B."


def test_a_sentence_keeps_its_negation() -> None:
    assert objection(REGRET_I_DO, REGRET_IT_TODAY, TALK) == "“I do not regret it today.” would lose its “not”."
    assert objection(GARDEN, REGRET_IT_TODAY, TALK) == "“I do not regret it today.” would lose its “not”."
    assert objection(REGRET_I_DO, WORTH, TALK) == "“I do not regret it today.” would lose its “not”."
    assert objection(Span(60, 64), Span(64, 69), TALK) == ""


@pytest.mark.parametrize("text", ["You don't win.", "You don’t win.", "Never say win.", "Some never win."])
def test_negations_are_found_in_every_form(text: str) -> None:
    said = footage(a_transcript(an_utterance(text, 0, 3)))
    assert bool(lost_negation(Span(2, 3), said)) == bool(objection(Span(5, 6), Span(2, 3), said)) is True
    assert lost_negation(Span(0, 3), said) == ""


def test_a_passage_that_begins_or_ends_within_a_sentence_may_lose_its_negation_by_itself() -> None:
    assert lost_negation(REGRET, TALK) == ""
    assert lost_negation(REGRET_I_DO, TALK) == lost_negation(REGRET_IT_TODAY, TALK) != ""
    assert lost_negation(Span(50, 53.3), TALK) == ""


def test_pictures_without_words_may_follow_anything_and_come_before_anything() -> None:
    silence = Span(9.0, 9.9)
    assert (
        objection(COST, silence, TALK) == objection(silence, FORTUNE, TALK) == objection(silence, silence, TALK) == ""
    )
    assert objection(GARDEN, COST, footage(None)) == lost_negation(GARDEN, footage(None)) == ""


def test_filler_words_are_neither_an_answer_nor_half_a_sentence() -> None:
    lines = ["What did it cost?", "Um, uh.", "Um, a fortune, you know.", "Who paid for it?"]
    said = footage(a_talk(*lines))
    question, answer, fortune = Span(0, 9), Span(20, 29), Span(21.7, 25)
    assert objection(question, answer, said) == ""
    assert objection(question, fortune, said) == ""
    assert objection(Span(20, 25), Span(30, 39), said) == ""
    assert objection(Span(20, 23), Span(30, 39), said)


def test_without_a_list_of_negations_nobody_can_tell() -> None:
    assert lost_negation(REGRET_IT_TODAY, footage(a_talk(*LINES), "und")) == ""


def test_long_sentences_are_quoted_by_their_first_words() -> None:
    long = "Would you believe that a machine of wood and of rope could carry a man over the river?"
    found = objection(Span(0, 9), Span(20, 29), footage(a_talk(long, "Yes.", "It rained.")))
    assert found == "“Would you believe that a machine of wood and of …” would be answered by “It rained.”."


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, end = sorted(draw(st.tuples(st.integers(0, 800), st.integers(0, 800))))
    return Span(start / 10, end / 10)


@same_every_time
@given(spans(), spans())
def test_whole_sentences_lose_no_negation_and_what_follows_in_the_master_may_follow(one: Span, other: Span) -> None:
    assert objection(one, other, TALK) == objection(one, other, TALK)
    bounds = sorted({0.0, 80.0, one.start, one.end, other.start, other.end})
    for before, after in pairwise(pairwise(bounds)):
        assert objection(Span(*before), Span(*after), TALK) == ""


@same_every_time
@given(st.integers(0, 7), st.integers(0, 7), st.integers(1, 3), st.integers(1, 3))
def test_between_whole_sentences_only_questions_and_answers_object(one: int, other: int, more: int, most: int) -> None:
    before, after = Span(10.0 * one, 10.0 * (one + more)), Span(10.0 * other, 10.0 * (other + most))
    last = min(7, one + more - 1)
    found = objection(before, after, TALK)
    asked = LINES[last].endswith("?") or (other > 0 and LINES[other - 1].endswith("?"))
    assert not found or (asked and other != last + 1)
