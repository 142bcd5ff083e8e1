from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.plan.repeats import repeats, said_again
from tests.builders import a_segment, same_every_time

TAKE = "So today I want to talk about the machine that my grandfather built in the garden behind our house."
RETAKE = "So today, um, I want to talk about the machine my grandfather built in the garden behind his house."
ELSE = "Nobody who saw it run believed that it would ever carry a man across the river and back again."
THANKS = "Thank you very much, thank you."

texts = st.lists(st.sampled_from([*"abcdef", "Thank you", "A."]), max_size=40).map(" ".join)


def test_another_take_says_the_same_again() -> None:
    assert repeats(TAKE, RETAKE)


def test_what_is_said_of_something_else_is_no_repetition() -> None:
    assert not repeats(TAKE, ELSE)


def test_a_passage_within_a_longer_one_is_said_again() -> None:
    assert repeats(TAKE, f"{ELSE} {RETAKE} {ELSE.replace('river', 'lake')}")


def test_a_phrase_that_everybody_uses_is_no_repetition() -> None:
    assert not repeats(f"{THANKS} {TAKE}", f"{THANKS} {ELSE}")
    assert not repeats(THANKS, THANKS)


def test_case_and_punctuation_do_not_matter() -> None:
    assert repeats(TAKE, TAKE.upper().replace(" ", ", "))


@pytest.mark.parametrize("text", ["", "Yes.", TAKE])
def test_silence_repeats_nothing(text: str) -> None:
    assert not repeats("", text)


def test_the_reason_names_the_passage_that_said_it_first() -> None:
    first, again, other = a_segment(70, 85, 0.9, TAKE), a_segment(100, 115, 0.8, RETAKE), a_segment(0, 9, 0.7, ELSE)
    assert said_again(again, [other, first]) == "It says again what 01:10.0-01:25.0 says."
    assert said_again(other, [first, again]) == ""
    assert said_again(first, [first]) == ""


@same_every_time
@given(texts, texts)
def test_repetition_goes_both_ways_and_a_longer_text_holds_all_of_its_own(one: str, other: str) -> None:
    assert repeats(one, other) == repeats(other, one)
    assert repeats(one, f"{one} {other}") or not repeats(one, one)
