"""The sides of a version are where its edit cuts into the master, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from autocut.laws.sides import sides, told
from autocut.model.span import Span
from autocut.model.timeline import Clip
from tests.builders import a_master, a_timeline, same_every_time

MASTER = a_master(60.0)


def times(*pieces: Span | float) -> list[tuple[float, bool]]:
    return [(side.time, side.opens) for side in sides(a_timeline(pieces).placed(), MASTER)]


def test_both_sides_of_a_join_and_both_ends_are_told() -> None:
    assert times(Span(10, 12), Span(20, 25)) == [(0.0, True), (2.0, False), (2.0, True), (7.0, False)]


def test_where_the_master_itself_begins_or_ends_nothing_is_cut() -> None:
    assert times(Span(0, 2), Span(58, 60)) == [(2.0, False), (2.0, True)]
    assert times(Span(0, 60)) == []


def test_where_the_master_goes_on_nothing_is_cut() -> None:
    assert times(Span(10, 12), Span(12, 14)) == [(0.0, True), (4.0, False)]


def test_cards_and_bumpers_have_no_sides_but_what_is_beside_them_has() -> None:
    assert times(Span(10, 12), 2.0, Span(12, 14)) == [(0.0, True), (2.0, False), (4.0, True), (6.0, False)]
    bumper = Clip("/films/logo.mp4", Span(0.0, 3.0), bumper=True)
    timeline = a_timeline([Span(10, 12)])
    timeline = replace(timeline, clips=(bumper, *timeline.clips))
    assert [side.time for side in sides(timeline.placed(), MASTER)] == [3.0, 5.0]


def test_sound_that_joins_earlier_is_cut_earlier() -> None:
    timeline = a_timeline([Span(10, 12), Span(20, 25)])
    timeline = replace(timeline, clips=(timeline.clips[0], replace(timeline.clips[1], lead=0.2)))
    found = sides(timeline.heard(), MASTER)
    assert [(round(side.time, 6), round(side.source_time, 6)) for side in found] == [
        (0.0, 10.0), (1.8, 11.8), (1.8, 19.8), (7.0, 25.0),
    ]  # fmt: skip


@same_every_time
@given(st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 90)), min_size=1, max_size=6), st.floats(0.1, 5.0))
def test_what_is_beside_a_cut_touches_it_and_stays_in_its_clip(pieces: list[tuple[int, int]], seconds: float) -> None:
    spans = [Span(first / 25, (first + length) / 25) for first, length in pieces]
    for side in sides(a_timeline(spans).placed(), MASTER):
        beside, source = side.beside(seconds), side.source_beside(seconds, MASTER)
        assert (beside.start if side.opens else beside.end) == side.time
        assert (source.start if side.opens else source.end) == side.source_time
        assert side.placed.start <= beside.start <= beside.end <= side.placed.end
        assert 0 <= source.start <= source.end <= MASTER.duration
        assert source.duration <= seconds + 1e-9
        assert beside.duration <= seconds + 1e-9


def test_times_are_written_for_people() -> None:
    assert told([3.25]) == "00:03.2"
    assert told([3.0, 65.0, 70.0]) == "00:03.0, 01:05.0 and 01:10.0"
