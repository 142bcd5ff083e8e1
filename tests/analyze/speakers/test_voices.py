"""Long pieces say which voices there are, and the rest are given to them."""

from __future__ import annotations

import numpy as np
import pytest

from autocut.analyze.speakers.voices import voices
from autocut.model.span import Span
from tests.analyze.speakers.test_clusters import Array, directions


def lasting(*seconds: float) -> list[Span]:
    ends = np.cumsum(seconds).tolist()
    return [Span(end - each, end) for end, each in zip(ends, seconds, strict=True)]


def told(seconds: list[float], vectors: Array, **most: int) -> list[int]:
    return voices(lasting(*seconds), vectors, np.ones(len(vectors), int), **most)


def test_a_short_piece_makes_no_voice_of_its_own_and_joins_the_nearest() -> None:
    assert told([3, 0.5, 3, 0.5], directions(0, 60, 90, 20)) == [0, 1, 1, 0]
    assert told([3, 3, 3, 3], directions(0, 150, 90, 20)) == [0, 1, 2, 0]


def test_where_all_are_short_they_say_themselves_which_voices_there_are() -> None:
    assert told([0.5, 0.6, 0.7], directions(0, 90, 5)) == [0, 1, 0]


def test_of_more_than_can_be_compared_the_longest_tell() -> None:
    seconds, vectors = [2.0, 5, 5, 2, 2], directions(180, 0, 90, 5, 80)
    assert told(seconds, vectors) == [0, 1, 2, 1, 2]
    assert told(seconds, vectors, most=2) == [1, 0, 1, 0, 1]


def test_a_piece_keeps_the_voice_that_it_was_joined_to_though_another_is_nearer() -> None:
    # 40 and 66 degrees are joined first, then 10 to them; 97 is too far from their middle, and no farther from 66.
    assert told([3, 3, 3, 3], directions(10, 40, 66, 97)) == [0, 0, 0, 1]


@pytest.mark.parametrize("count", [1, 2])
def test_one_piece_is_a_voice(count: int) -> None:
    assert told([4.0] * count, directions(*[30] * count)) == [0] * count
