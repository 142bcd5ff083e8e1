"""A version is worth what the passages are worth that it plays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.convert import from_data, to_data
from autocut.model.rendition import Candidate, Delivery, Rendition
from autocut.model.segment import Score, mean_score
from autocut.model.span import Span
from tests.builders import a_rendition, same_every_time

GOOD = Score(0.75, {"hook": 0.25, "faces": 0.5}, {"hook": 0.9, "faces": 0.7, "pace": 0.1})
POOR = Score(0.25, {"hook": 0.05, "faces": 0.2}, {"hook": 0.3, "faces": 0.1, "pace": 0.5})


def of(played: list[Span], *candidates: tuple[Span, Score, bool]) -> Rendition:
    """A version that plays these spans, of these candidates."""
    return replace(a_rendition(played), candidates=tuple(Candidate(*each, "because") for each in candidates))


def test_a_version_of_one_passage_has_its_score() -> None:
    assert of([Span(0, 10)], (Span(0, 10), GOOD, True), (Span(5, 15), POOR, False)).score == GOOD


def test_passages_count_by_the_seconds_that_are_played() -> None:
    found = of([Span(0, 6), Span(20, 22)], (Span(0, 6), GOOD, True), (Span(20, 26), POOR, True)).score
    assert found is not None
    assert found.signals == pytest.approx({"hook": 0.75, "faces": 0.55, "pace": 0.2})
    assert found.parts == pytest.approx({"hook": 0.2, "faces": 0.425})
    assert found.total == sum(found.parts.values())


def test_a_version_that_mostly_plays_something_else_has_no_score() -> None:
    assert of([Span(0, 4), Span(20, 30)], (Span(0, 4), GOOD, True)).score is None
    assert of([], (Span(0, 4), GOOD, False)).score is None


def test_a_delivery_of_before_scores_is_still_read() -> None:
    found = from_data({"preset": "tiktok", "status": "delivered"}, Delivery)
    assert (found.score, found.weighting) == (None, "")
    scored = replace(found, score=GOOD, weighting="autocut-1")
    assert from_data(to_data(scored), Delivery) == scored


shares = st.integers(0, 1_000_000).map(lambda each: each / 3_000_000)
scores = st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=5)


@same_every_time
@given(scores, st.integers(1, 50))
def test_the_parts_of_a_mean_sum_to_its_total(parts: list[tuple[float, float, float]], seconds: int) -> None:
    each = [Score(sum(three), dict(zip("abc", three, strict=True))) for three in parts]
    found = mean_score(each, [seconds + k for k in range(len(each))])
    assert found is not None
    assert found.total == pytest.approx(sum(found.parts.values()), abs=1e-12)
    assert 0 <= found.total <= 1
