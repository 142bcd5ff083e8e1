"""Schedules: windows of the week, also over midnight."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.watch.schedule import ALWAYS, Schedule

MONDAY = datetime(2026, 11, 23)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
clock = st.integers(0, 24 * 60 - 1)
moment = st.integers(0, 7 * 24 * 60 - 1).map(lambda minute: MONDAY + timedelta(minutes=minute))


def at(day: str, time: str) -> datetime:
    hour, minute = map(int, time.split(":"))
    return MONDAY + timedelta(days=DAYS.index(day), hours=hour, minutes=minute)


def written(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    nights = Schedule.parse("mon-fri 22:00-06:00")
    inside = [("mon", "22:00"), ("tue", "05:59"), ("fri", "23:00"), ("sat", "05:59")]
    outside = [("mon", "05:59"), ("mon", "21:59"), ("sat", "06:00"), ("sat", "22:00"), ("sun", "23:00")]
    assert all(nights.open(at(*each)) for each in inside)
    assert not any(nights.open(at(*each)) for each in outside)
    assert nights.next_open(at("sat", "06:00")) == at("mon", "22:00") + timedelta(weeks=1)


def test_the_next_opening_is_on_the_minute_whenever_it_is_asked_for() -> None:
    asked = at("mon", "21:58") + timedelta(seconds=30, microseconds=5)
    assert Schedule.parse("22:00-06:00").next_open(asked) == at("mon", "22:00")


def test_windows_add_up_and_days_may_run_over_the_end_of_the_week() -> None:
    both = Schedule.parse("mon-fri 19:00-07:00, sat-sun")
    assert not both.open(at("wed", "12:00"))
    assert all(both.open(at(*each)) for each in [("sat", "12:00"), ("sun", "23:59"), ("thu", "03:00")])
    assert not both.open(at("mon", "03:00"))
    ends = Schedule.parse("sat-mon 12:00-13:00")
    assert [day for day in DAYS if ends.open(at(day, "12:30"))] == ["mon", "sat", "sun"]
    assert Schedule.parse("sun 22:00-06:00").open(at("mon", "05:00"))


@given(start=clock, end=clock, when=moment)
def test_hours_without_days_are_those_of_every_day(start: int, end: int, when: datetime) -> None:
    if start == end:
        return
    minute = when.hour * 60 + when.minute
    inside = start <= minute < end if start < end else minute >= start or minute < end
    assert Schedule.parse(f"{written(start)}-{written(end)}").open(when) == inside


@given(day=st.sampled_from(DAYS), start=clock, end=clock, when=moment)
def test_it_is_shut_until_the_next_opening_and_open_at_it(day: str, start: int, end: int, when: datetime) -> None:
    if start == end:
        return
    schedule = Schedule.parse(f"{day} {written(start)}-{written(end)}")
    opening = schedule.next_open(when)
    assert schedule.open(opening)
    assert timedelta(0) <= opening - when < timedelta(weeks=1)
    if opening > when:
        assert not any(schedule.open(when + (opening - when) * share / 97) for share in range(97))
        assert not schedule.open(opening - timedelta(minutes=1))


@given(when=moment)
def test_always_is_open_whenever(when: datetime) -> None:
    assert ALWAYS.open(when)
    assert ALWAYS.next_open(when) == when


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'' is no window such as"),
        ("nights", "is no window such as"),
        ("mon-fri 22:00", "is no window such as"),
        ("moon 10:00-12:00", "is no window such as"),
        ("mod 10:00-12:00", "'mod' in 'mod 10:00-12:00' is no day: there are mon, tue"),
        ("10:00-25:00", "'25:00' is no time of day"),
        ("10:60-12:00", "'10:60' is no time of day"),
        ("10:00-10:00", "leaves no time between its ends; the whole day is 00:00-24:00"),
        ("mon, wed 10:00-12:00", "'mon' has no hours, but what follows it has"),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Schedule.parse(text)
