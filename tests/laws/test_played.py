"""What a plan plays twice, must not play or gives away is told from its clips."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.laws.played import played_checks
from autocut.model.rendition import Check
from autocut.model.span import Span
from tests.builders import a_master, a_preset, a_rendition, same_every_time

MASTER = a_master(60.0)


def checks(pieces: list[Span | float], preset: str = "youtube-full", never: tuple[Span, ...] = ()) -> dict[str, Check]:
    asked = a_preset(preset)
    asked = replace(asked, edit=replace(asked.edit, never=never))
    return {check.name: check for check in played_checks(a_rendition(pieces, MASTER, asked), MASTER)}


def test_a_stretch_that_plays_twice_is_told() -> None:
    check = checks([Span(10, 20), 2.0, Span(30, 40), Span(18, 25)])["nothing plays twice"]
    assert not check.passed
    assert check.measured == "00:18.0-00:20.0"
    assert checks([Span(30, 40), Span(10, 20), 2.0, 2.0, Span(20, 25)])["nothing plays twice"].passed


def test_a_frame_of_overlap_is_the_rounding_of_clips() -> None:
    assert checks([Span(10, 20.04), Span(20, 25)])["nothing plays twice"].passed


def test_what_must_not_be_shown_is_told_where_it_was_asked_for() -> None:
    name = "nothing that must not be shown"
    assert name not in checks([Span(10, 20)])
    assert checks([Span(10, 20)], never=(Span(20, 22), Span(3, 10)))[name].passed
    check = checks([Span(10, 20), Span(40, 50)], never=(Span(45, 47),))[name]
    assert not check.passed
    assert check.measured == "00:45.0-00:47.0"


@pytest.mark.parametrize(("end", "passed"), [(51.0, True), (51.04, True), (51.2, False), (60.0, False)])
def test_a_trailer_keeps_its_last_share_back(end: float, passed: bool) -> None:
    name = "the ending stays unseen"
    assert checks([Span(45, end)], "trailer-landscape")[name].passed is passed
    assert name not in checks([Span(45, end)])


@same_every_time
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=6))
def test_pieces_play_twice_if_and_only_if_two_of_them_overlap(pieces: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in pieces]
    seconds = [second for start, length in pieces for second in range(start, start + length)]
    assert checks([*spans])["nothing plays twice"].passed is (len(seconds) == len(set(seconds)))
