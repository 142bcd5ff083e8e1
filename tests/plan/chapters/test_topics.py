"""Where what is spoken of changes, by the meanings of sentences or by their words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.vectors import Vectors
from autocut.plan.chapters.topics import directions, shifts
from tests.builders import same_every_time
from tests.plan.talks import a_talk_about

EAST, NORTH, UP = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)

Meaning = tuple[float, float, float]


def turns(meanings: Sequence[Meaning], shortest: float = 15.0, preferred: dict[int, float] | None = None) -> list[int]:
    """Of sentences of five seconds each."""
    starts = [5.0 * k for k in range(len(meanings))]
    liked = [(preferred or {}).get(k, 0.0) for k in range(len(meanings))]
    return shifts(starts, Vectors.of(meanings), liked, 5.0 * len(meanings), shortest)


def test_topics_begin_where_meanings_turn() -> None:
    assert turns([EAST] * 8 + [NORTH] * 8 + [UP] * 8) == [8, 16]


def test_one_topic_has_no_turns() -> None:
    assert turns([EAST] * 20) == []
    assert turns([EAST]) == turns([]) == []


def test_a_word_aside_is_no_topic() -> None:
    assert turns([EAST] * 10 + [NORTH] + [EAST] * 10 + [UP] * 10) == [21]


def test_topics_are_not_shorter_than_is_asked() -> None:
    talk = [EAST] * 4 + [NORTH] * 8 + [UP] * 8
    assert turns(talk, 15) == [4, 12]
    assert turns(talk, 25) == [12]


def test_of_two_places_the_preferred_one_is_taken() -> None:
    between = [EAST] * 8 + [(0.7, 0.7, 0.0)] + [NORTH] * 8
    assert turns(between, preferred={8: 1.0, 9: 0.0}) == [8]
    assert turns(between, preferred={8: 0.0, 9: 1.0}) == [9]


def test_without_meanings_words_tell() -> None:
    talk = a_talk_about("garden", "sea", "kitchen")
    pointing = directions([sentence.text for sentence in talk.utterances])
    starts = [sentence.span.start for sentence in talk.utterances]
    assert shifts(starts, pointing, [0.0] * 36, 180.0, 40.0) == [12, 24]


def test_words_point_with_length_1_or_not_at_all() -> None:
    lengths = [math.hypot(*row) for row in directions(["A rose.", "A rose by a tide.", "", "Tides and ships."])]
    assert lengths == pytest.approx([1, 1, 0, 1], abs=0.01)
    assert [*directions(["Yes.", "Yes.", "No."])] == [(1.0,), (1.0,), (0.0,)]


@same_every_time
@given(
    st.lists(st.tuples(st.sampled_from([EAST, NORTH, UP, (0.6, 0.8, 0.0)]), st.floats(0.5, 20)), max_size=40),
    st.floats(5, 60),
)
def test_shifts_are_in_order_and_far_enough_apart(said: list[tuple[Meaning, float]], shortest: float) -> None:
    starts, end = [0.0], 0.0
    for _, seconds in said:
        end += seconds
        starts.append(end)
    meanings = Vectors.of(direction for direction, _ in said)
    preferred = [0.25 * (k % 3) for k in range(len(said))]
    found = shifts(starts[:-1], meanings, preferred, end, shortest)
    assert found == shifts(starts[:-1], meanings, preferred, end, shortest)
    times = [0.0, *(starts[k] for k in found), end]
    assert not found or all(later - earlier >= shortest for earlier, later in pairwise(times))
