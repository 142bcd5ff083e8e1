"""The length that a person asks for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.preset import Duration
from autocut.wishes.lasting import bounds_of, lasting
from tests.builders import same_every_time

OWN = Duration(15, 35, 60)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("30..45", (30, 45)),
        (" 30 .. 45.5 ", (30, 45.5)),
        ("..45", (0, 45)),
        ("30..", (30, math.inf)),
        ("30", (27, 33)),
        ("30..30", (30, 30)),
    ],
)
def test_a_length_is_read(text: str, bounds: tuple[float, float]) -> None:
    assert bounds_of(text) == bounds


@pytest.mark.parametrize("text", ["", "..", "a", "30-45", "30...45", "-5", "1e3", "30 45", "30..45..60", "inf"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no length in seconds such as 30\.\.45"):
        bounds_of(text)


@pytest.mark.parametrize("text", ["45..30", "0", "..0"])
def test_a_length_that_leaves_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="leaves no length between its ends"):
        bounds_of(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("30..45", Duration(30, 35, 45)),
        ("40..50", Duration(40, 45, 50)),
        ("..45", Duration(15, 35, 45)),
        ("..10", Duration(5, 7.5, 10)),
        ("30..", Duration(30, 35, 60)),
        ("90..", Duration(90, 135, 180)),
        ("34", Duration(30.6, 34, 37.4)),
    ],
)
def test_a_length_becomes_the_bounds_and_the_target_of_the_preset(text: str, asked: Duration) -> None:
    assert lasting(text, OWN, 180) == asked


@same_every_time
@given(least=st.integers(1, 200), more=st.integers(0, 200), form=st.sampled_from(["{0}..{1}", "..{1}", "{0}..", "{0}"]))
def test_the_target_lies_between_the_bounds(least: int, more: int, form: str) -> None:
    asked = lasting(form.format(least, least + more), OWN, 10_000)
    assert asked.min <= asked.target <= asked.max
