"""Figures as platforms write them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
_MOST_PERCENT = 1000.0
_MOST_LEFT = 10.0


def number(text: str) -> float:
    """A number of 0 or more, with or without commas between thousands; raises ValueError that says what it is not."""
    plain = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    try:
        found = float(plain)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        raise ValueError("number of 0 or more, such as 1234.5")
    return found


def seconds(text: str) -> float:
    """A duration in seconds, or as h:mm:ss or m:ss; raises ValueError."""
    clock = _CLOCK.fullmatch(text)
    try:
        if clock is None:
            return number(text.removesuffix("s").rstrip())
        hours, minutes, rest = int(clock[1] or 0), int(clock[2]), float(clock[3])
        if minutes >= 60 or rest >= 60:
            raise ValueError
        return 3600 * hours + 60 * minutes + rest
    except ValueError as error:
        raise ValueError("duration in seconds or h:mm:ss") from error


def percent(text: str) -> float:
    """A percentage, with or without its sign, as a share; raises ValueError."""
    try:
        found = number(text.removesuffix("%").rstrip())
        if found > _MOST_PERCENT:
            raise ValueError
        return found / 100
    except ValueError as error:
        raise ValueError(f"percentage of 0 to {_MOST_PERCENT:g}") from error


def curve(text: str) -> tuple[float, ...]:
    """Shares parted by semicolons, over 1 where viewers went back; raises ValueError."""
    try:
        found = tuple(number(each.strip()) for each in text.split(";"))
        if max(found) > _MOST_LEFT:
            raise ValueError
        return found
    except ValueError as error:
        raise ValueError("curve of shares such as 1;0.8;0.55") from error


FIGURES: Mapping[str, Callable[[str], Any]] = {
    "views": number,
    "watched": seconds,
    "share": percent,
    "likes": number,
    "skips": number,
    "retention": curve,
}
