"""How long the rest of a batch takes, by what its masters took so far."""

from __future__ import annotations

import pytest

from autocut.outlook import Left, Pace, left


def test_nothing_is_foretold_before_the_like_was_seen() -> None:
    assert left((60.0, 60.0), {}, (), 1) is None


def test_what_is_left_lies_between_the_quickest_and_the_slowest_pace() -> None:
    paces = (Pace(10, 5), Pace(10, 10), Pace(10, 20))
    assert left((60.0, 40.0), {}, paces, 1) == Left(50.0, 200.0)


def test_a_single_pace_is_taken_with_a_wide_margin() -> None:
    assert left((90.0,), {}, (Pace(10, 10),), 1) == Left(60.0, 135.0)


def test_masters_side_by_side_take_their_share_but_no_less_than_the_longest() -> None:
    paces = (Pace(10, 10),) * 3
    assert left((60.0, 60.0), {}, paces, 2) == Left(60.0, 60.0)
    assert left((90.0, 30.0), {}, paces, 2) == Left(90.0, 90.0)


def test_what_is_done_of_those_begun_is_taken_off() -> None:
    paces = (Pace(10, 10),) * 3
    assert left((60.0, 60.0), {0: 40.0}, paces, 1) == Left(80.0, 80.0)
    assert left((60.0,), {0: 100.0}, paces, 1) == Left(0.0, 0.0)


def test_no_masters_take_no_time() -> None:
    assert left((), {}, (), 2) == Left(0.0, 0.0)


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [(60, 60, "about 60 s"), (30, 200, "30 s to 3 min"), (0, 0.2, "about 1 s"), (7000, 9000, "1.9 h to 2.5 h")],
)
def test_it_is_told_in_words(least: float, most: float, said: str) -> None:
    assert str(Left(least, most)) == said
