"""Breaks within sentences, and the last words."""

from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Transcript, Utterance
from autocut.score.ending import ending
from autocut.score.turn import turn
from tests.builders import words
from tests.score.measuring import is_none, said, value


@pytest.mark.parametrize("mark", [" -- ", "—", " – ", "... ", "… "])
def test_a_sentence_with_a_dash_or_dots_turns(mark: str) -> None:
    assert said(turn, f"I looked at it{mark}and it looked back.") == 1.0
    assert said(turn, "Snow fell.", f"I looked at it{mark}and it looked back.") == pytest.approx(0.5)


def test_a_sentence_that_runs_through_does_not_turn() -> None:
    assert said(turn, "I looked at it, and the long-term result looked back.") == 0.0


@pytest.mark.parametrize(("pause", "turns"), [(0.6, 1.0), (0.3, 0.0)])
def test_a_pause_of_half_a_second_within_a_sentence_is_a_turn(pause: float, turns: float) -> None:
    spoken = (*words("I looked at it", 0, 2), *words("and it looked back.", 2 + pause, 4))
    talk = Transcript("en", (Utterance(Span(0, 4), spoken),), "by hand")
    assert value(turn, Analysis(transcript=talk), Span(0, 5)) == turns


def test_a_passage_ends_nearer_to_the_end_the_fewer_sentences_follow_it() -> None:
    talk = ("One.", "Two.", "Three.", "Four.")
    shares = [said(ending, *talk, passage=range(last)) for last in range(1, 5)]
    assert shares == pytest.approx([1 / 4, 1 / 3, 1 / 2, 1.0])
    assert said(ending, *talk, passage=range(3, 4)) == 1.0


def test_where_nothing_is_said_there_are_no_turns_and_no_last_words() -> None:
    assert is_none(turn, Analysis())
    assert is_none(ending, Analysis())
