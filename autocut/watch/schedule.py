"""When an inbox is open: windows of the week, in local time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 24 * 60
_WEEK = 7 * _DAY
_WINDOW = re.compile(r"(?:([a-z]{3})(?:\s*-\s*([a-z]{3}))?)?\s*(?:(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d))?")


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` minutes after Monday's midnight for `length` minutes, on into the next week where it reaches it."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The windows of a week, and the text that they were written as."""

    text: str
    windows: tuple[Window, ...]

    @staticmethod
    def parse(text: str) -> Schedule:
        """The schedule of `always`, or of windows between commas such as `mon-fri 22:00-06:00, sat-sun`.

        A window that ends before it begins goes on past midnight and belongs to the day on which it begins. Without
        days it is of every day, without hours of the whole day. Raises ValueError with what is wrong.
        """
        if text.strip().lower() == "always":
            return Schedule("always", (Window(0, _WEEK),))
        parts = [part.strip() for part in text.lower().split(",")]
        # `mon, wed 10:00-12:00` may be meant as both days from ten to twelve: nobody could tell.
        for before, after in pairwise(parts):
            if before in _DAYS and after[:3] in _DAYS and ":" in after:
                raise ValueError(
                    f"{before!r} has no hours, but what follows it has: write {before} 00:00-24:00, or them"
                )
        return Schedule(text.strip(), tuple(window for part in parts for window in _windows(part)))

    def open(self, at: datetime) -> bool:
        """Whether that time of day and week, as a clock on the wall shows it, lies in a window."""
        minute = _minute(at)
        return any((minute - window.start) % _WEEK < window.length for window in self.windows)

    def next_open(self, at: datetime) -> datetime:
        """That time itself where it lies in a window, else when the next window begins, on the same wall's clock."""
        if self.open(at):
            return at
        minute = _minute(at)
        wait = min((window.start - minute) % _WEEK for window in self.windows)
        return at.replace(second=0, microsecond=0) + timedelta(minutes=wait)


ALWAYS = Schedule.parse("always")


def _minute(at: datetime) -> int:
    return at.weekday() * _DAY + at.hour * 60 + at.minute


def _windows(part: str) -> Iterator[Window]:
    found = _WINDOW.fullmatch(part)
    if not part or found is None:
        raise ValueError(f"{part!r} is no window such as mon-fri 22:00-06:00, sat-sun, 12:00-13:00 or always")
    first, last, begins, ends = found.groups()
    start, end = (_time(begins), _time(ends)) if begins else (0, _DAY)
    if start in (_DAY, end):
        raise ValueError(f"{part!r} leaves no time between its ends; the whole day is 00:00-24:00")
    for day in _days(first, last, part):
        yield Window(day * _DAY + start, (end - start) % _DAY or _DAY)


def _days(first: str | None, last: str | None, part: str) -> Iterator[int]:
    if first is None:
        yield from range(7)
        return
    for name in (first, last):
        if name is not None and name not in _DAYS:
            raise ValueError(f"{name!r} in {part!r} is no day: there are {', '.join(_DAYS)}")
    begin = _DAYS.index(first)
    length = (_DAYS.index(last) - begin) % 7 if last else 0
    yield from ((begin + number) % 7 for number in range(length + 1))


def _time(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > _DAY:
        raise ValueError(f"{text!r} is no time of day between 00:00 and 24:00")
    return hour * 60 + minute
