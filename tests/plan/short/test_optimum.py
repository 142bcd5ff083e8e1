"""The best set is the best of all sets, found without trying them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.preset import Duration
from autocut.model.span import Span
from autocut.plan.short.optimum import Option, best_set, nearness
from tests.builders import same_every_time

BOUNDS = Duration(10, 20, 30)


def option(start: float, end: float, worth: float) -> Option:
    return Option(Span(start, end), end - start, worth)


def test_a_required_span_is_held_by_the_best_passage_of_the_right_length() -> None:
    options = [option(10, 15, 0.1), option(5, 25, 0.6), option(8, 38, 0.7), option(8, 28, 0.5)]
    assert best_set(options, [Span(10, 15)], BOUNDS) == [option(5, 25, 0.6)]


def test_two_required_spans_are_held_by_one_passage_or_by_two() -> None:
    near, far = [Span(10, 12), Span(20, 22)], [Span(10, 12), Span(90, 92)]
    options = [option(10, 12, 0.1), option(20, 22, 0.1), option(90, 92, 0.1), option(5, 25, 0.6), option(85, 95, 0.4)]
    assert best_set(options, near, BOUNDS) == [option(5, 25, 0.6)]
    found = best_set(options, far, BOUNDS)
    assert found is not None
    assert [each.span for each in found] == [Span(5, 25), Span(90, 92)]


def test_where_nothing_fits_there_is_no_set() -> None:
    assert best_set([option(0, 40, 0.9)], [Span(0, 40)], BOUNDS) is None
    assert best_set([option(0, 5, 0.9)], [Span(0, 5)], BOUNDS) is None
    assert best_set([], [Span(0, 5)], BOUNDS) is None


def test_the_further_from_the_target_the_less_a_length_is_worth() -> None:
    assert [nearness(length, BOUNDS) for length in (20, 25, 30, 10)] == pytest.approx([1.0, 0.85, 0.7, 0.7])
    assert nearness(20, Duration(20, 20, 20)) == 1.0


TENTHS = st.integers(0, 400).map(lambda tenths: tenths / 10)


@st.composite
def choices(draw: st.DrawFn) -> tuple[list[Option], list[Span]]:
    """A few passages by chance, and what of them is to be held."""
    edges = st.tuples(TENTHS, TENTHS, st.sampled_from([0.1, 0.2, 0.4, 0.7, 0.9])).filter(lambda each: each[0] < each[1])
    options = [option(*each) for each in draw(st.lists(edges, min_size=1, max_size=7, unique_by=lambda each: each[:2]))]
    required: list[Span] = []
    for each in sorted(draw(st.lists(st.sampled_from(options), max_size=2)), key=lambda each: each.span):
        if all(each.span.overlap(other) == 0 for other in required):
            required.append(each.span)
    return options, required


def value(chosen: Sequence[Option]) -> float:
    length = sum(each.length for each in chosen)
    return sum(each.length * each.worth for each in chosen) / length * nearness(length, BOUNDS)


def may_be(chosen: Sequence[Option], required: Sequence[Span]) -> bool:
    apart = all(one.span.overlap(other.span) == 0 for one, other in combinations(chosen, 2))
    held = all(any(each.span.start <= w.start and w.end <= each.span.end for each in chosen) for w in required)
    needed = (
        all(any(each.span.start <= w.start and w.end <= each.span.end for w in required) for each in chosen)
        if required
        else True
    )
    return apart and held and needed and 10 <= round(sum(each.length for each in chosen), 6) <= 30


@same_every_time
@given(choices())
def test_no_other_set_is_worth_more(drawn: tuple[list[Option], list[Span]]) -> None:
    options, required = drawn
    sets = [
        chosen
        for count in range(1, len(options) + 1)
        for chosen in combinations(options, count)
        if may_be(chosen, required)
    ]
    found = best_set(options, required, BOUNDS)
    if found is None:
        assert not sets
        return
    assert found == best_set(options[::-1], required, BOUNDS)
    assert all(value(found) >= value(chosen) - 1e-6 for chosen in sets)
    assert 10 - 1e-6 <= sum(each.length for each in found) <= 30 + 1e-6
