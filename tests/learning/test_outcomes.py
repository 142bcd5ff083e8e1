"""What a platform counts becomes one number for each result, among its peers alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.learning.outcomes import examples, measures
from autocut.model.result import Reception, Result
from tests.builders import same_every_time


def a_result(preset: str = "tiktok", **figures: Any) -> Result:
    return Result("f00d", preset, 40.0, {"hook": 0.5}, Reception(**figures))


def outcomes(*results: Result) -> list[float]:
    return [example.outcome for example in examples(results)]


def test_what_was_viewed_is_the_share_or_the_duration_or_the_curve() -> None:
    assert measures(a_result(share=0.6, watched=10.0, retention=(1.0, 0.2)))["viewed"] == 0.6
    assert measures(a_result(watched=10.0, retention=(1.0, 0.2)))["viewed"] == 0.25
    assert measures(a_result(retention=(1.0, 0.5)))["viewed"] == 0.75


def test_likes_and_skips_count_by_the_view_where_views_are_known() -> None:
    assert measures(a_result(views=200.0, likes=10.0, skips=50.0)) == {
        "views": 200.0,
        "likes a view": 0.05,
        "skips a view": 0.25,
    }
    assert measures(a_result(likes=10.0)) == {"likes": 10.0}
    assert measures(a_result(views=0.0, likes=0.0)) == {"views": 0.0, "likes": 0.0}


def test_the_outcome_is_the_rank_among_peers_however_large_the_lead() -> None:
    assert outcomes(*(a_result(views=views) for views in (10.0, 5.0, 9e9, 7.0))) == [0.625, 0.125, 0.875, 0.375]


def test_fewer_skips_are_better() -> None:
    assert outcomes(a_result(skips=5.0), a_result(skips=50.0)) == [0.75, 0.25]


def test_versions_of_another_preset_are_no_peers() -> None:
    results = (a_result(views=1.0), a_result(views=2.0), a_result("x", views=1000.0), a_result("x", views=2000.0))
    assert outcomes(*results) == [0.25, 0.75, 0.25, 0.75]
    assert [example.peers for example in examples(results)] == ["tiktok", "tiktok", "x", "x"]


def test_being_watched_counts_twice_as_much_as_views() -> None:
    assert outcomes(a_result(share=0.9, views=1.0), a_result(share=0.1, views=2.0)) == pytest.approx([7 / 12, 5 / 12])


counts = st.none() | st.floats(0, 1e9)


@same_every_time
@given(st.lists(st.builds(Reception, counts, counts, counts, counts, counts), max_size=12))
def test_an_outcome_is_0_to_1(receptions: list[Reception]) -> None:
    found = outcomes(*(Result("f00d", "x", 40.0, {}, each) for each in receptions))
    assert all(0 <= outcome <= 1 for outcome in found)
