"""What is to be kept, against the master, the preset and what is never to be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.errors import PlanError
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.plan.wishes import conflicts, refuse_conflicts
from tests.builders import a_master, a_preset, an_analysis, same_every_time, some_passages

HOUR = a_master(3600.0)


def refusal(name: str, *overrides: str) -> str:
    with pytest.raises(PlanError) as caught:
        refuse_conflicts(HOUR, a_preset(name, *overrides))
    return str(caught.value)


def test_what_is_longer_than_the_version_may_be_is_told_by_how_much() -> None:
    assert refusal("youtube-short", "edit.keep=['00:01:00-00:02:15']") == (
        "the 75.0 s to be kept are 15.0 s more than the 60 s that youtube-short may last"
    )
    assert refusal("youtube-short", "edit.keep=['1:00-1:40', '1:30-1:50', '5:00-5:30']").startswith("the 80.0 s to be")


def test_the_cards_of_a_trailer_need_their_time_too() -> None:
    assert refusal("trailer-vertical", "edit.keep=['1:00-1:57']") == (
        "the 57.0 s to be kept and the 4.0 s of cards are 1.0 s more than the 60 s that trailer-vertical may last"
    )


def test_several_shorts_share_what_is_to_be_kept() -> None:
    two = "edit.keep=['1:00-1:40', '5:00-5:40']"
    assert refusal("youtube-short", two).endswith("20.0 s more than the 60 s that youtube-short may last")
    refuse_conflicts(HOUR, a_preset("youtube-short", two, "count=2"))
    assert refusal("youtube-short", "edit.keep=['1:00-2:10']", "count=2").startswith("the 70.0 s")
    three = "edit.keep=['1:00-1:50', '5:00-5:50', '7:00-7:50']"
    assert refusal("youtube-short", three, "count=2").endswith("120 s that youtube-short may last in 2 versions")


def test_what_is_both_to_be_kept_and_never_to_be_shown_is_told_by_how_much() -> None:
    assert refusal("youtube-short", "edit.keep=['1:10-1:25']", "edit.never=['1:20-2:00']") == (
        "01:10.0-01:25.0, which is to be kept, shares 5.0 s with 01:20.0-02:00.0, which is never to be shown"
    )
    refuse_conflicts(HOUR, a_preset("youtube-short", "edit.keep=['1:10-1:25']", "edit.never=['1:25-2:00']"))


def test_what_is_to_be_kept_past_the_end_is_told_by_how_much() -> None:
    assert refusal("youtube-short", "edit.keep=['59:50-1:00:03.5']") == (
        "59:50.0-1:00:03.5, which is to be kept, ends 3.5 s after the end of the master at 1:00:00.0"
    )


def test_what_is_to_be_kept_in_a_trailers_spoiler_guard_is_told_by_how_much() -> None:
    late = "edit.keep=['50:50-51:10']"
    assert refusal("trailer-vertical", late) == (
        "50:50.0-51:10.0, which is to be kept, shows 10.0 s of what comes after 51:00.0, "
        "which trailer-vertical keeps back"
    )
    refuse_conflicts(HOUR, a_preset("youtube-short", late))


def test_all_that_is_at_odds_is_told_at_once() -> None:
    told = refusal("youtube-short", "edit.keep=['59:00-1:00:10']", "edit.never=['59:00-59:30']")
    assert told.count("; ") == 2


def test_a_plan_is_refused_before_it_is_made() -> None:
    master = a_master(60.0)
    analysis, preset = an_analysis(master), a_preset("youtube-short", "edit.keep=['0:50-1:10']")
    with pytest.raises(PlanError, match=r"ends 10\.0 s after the end of the master"):
        plan(Footage(master, analysis), some_passages(master, analysis, preset), preset)


@same_every_time
@given(start=st.integers(0, 3000), length=st.integers(1, 60), gap=st.integers(0, 100))
def test_a_stretch_that_fits_and_is_nowhere_forbidden_is_no_conflict(start: int, length: int, gap: int) -> None:
    keep = f"edit.keep=[{{start = {start}, end = {start + length}}}]"
    never = f"edit.never=[{{start = {start + length + gap}, end = {start + length + gap + 5}}}]"
    assert list(conflicts(HOUR, a_preset("youtube-short", keep, never))) == []
