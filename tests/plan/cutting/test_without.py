"""What is never to be shown is cut out, in true gaps of the voice, and as little more as can be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.preset import Editing
from autocut.model.span import Span
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.slivers import LEAST_FRAMES
from autocut.plan.cutting.without import without
from autocut.plan.footage import Footage
from tests.builders import a_master, same_every_time, shots
from tests.plan.cutting.test_bounds import footages

WHOLE = Span(0.0, 20.0)


def left(*never: Span, voice: Sequence[Span] = (), changes: Sequence[float] = ()) -> list[tuple[float, float]]:
    known = Analysis(shots=shots(0.0, *changes, 20.0), voice=tuple(voice))
    pieces = without(WHOLE, never, Bounds(Footage(a_master(20.0), known), Editing()))
    return [(round(piece.start, 3), round(piece.end, 3)) for piece in pieces]


def test_all_is_left_where_nothing_is_to_go() -> None:
    assert left() == [(0, 20)]
    assert left(Span(30, 40)) == [(0, 20)]


def test_just_what_is_never_to_be_shown_goes_where_nobody_speaks() -> None:
    assert left(Span(5, 7)) == [(0, 5), (7, 20)]
    assert left(Span(7.01, 8.03), Span(5, 7.5)) == [(0, 5), (8.04, 20)]


def test_the_beginning_and_the_end_may_go() -> None:
    assert left(Span(0, 7)) == [(7, 20)]
    assert left(Span(15, 25)) == [(0, 15)]
    assert left(Span(0, 20)) == []


def test_a_word_that_is_partly_in_it_goes_whole() -> None:
    assert left(Span(5, 7), voice=[Span(4, 5.4), Span(6.5, 7.5)]) == [(0, 3.96), (7.52, 20)]


def test_a_voice_that_leaves_no_gap_goes_with_it() -> None:
    assert left(Span(5, 7), voice=[Span(0, 6)]) == [(7, 20)]


def test_no_sliver_of_a_shot_is_left_beside_it() -> None:
    assert left(Span(5, 7), changes=[4.8, 7.2]) == [(0, 4.8), (7.2, 20)]
    assert left(Span(5, 7), Span(7.4, 9)) == [(0, 5), (9, 20)]


def nevers() -> st.SearchStrategy[list[Span]]:
    times = st.floats(0, 35, allow_nan=False)
    return st.lists(st.tuples(times, times).map(sorted).map(lambda pair: Span(*pair)), max_size=4)


@same_every_time
@given(footages(), nevers())
def test_nothing_of_it_is_left_and_every_new_end_lies_in_a_gap(footage: Footage, never: list[Span]) -> None:
    bounds, whole = Bounds(footage, Editing()), footage.master.picture
    pieces = without(whole, never, bounds)
    assert pieces == without(whole, never[::-1], bounds)
    rate = float(footage.master.video.frame_rate)
    reached = whole.start
    for piece in pieces:
        assert reached <= piece.start < piece.end <= whole.end
        assert piece.duration * rate > LEAST_FRAMES - 1
        assert all(piece.overlap(span) == pytest.approx(0, abs=1e-5) for span in never)
        for time, sliver in ((piece.start, bounds.slivers.after), (piece.end, bounds.slivers.before)):
            if time not in (whole.start, whole.end):
                assert not any(span.start < time < span.end for span in bounds.voice)
                assert sliver(time) == 0
        reached = piece.end
