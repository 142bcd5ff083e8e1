"""The length that a person asks for, to the bounds and the target of a preset."""

from __future__ import annotations

import math
import re

from autocut.model.preset import Duration

_ABOUT = 0.1
_NUMBER = r"\d+(?:\.\d+)?"
_ONE = re.compile(_NUMBER)
_BETWEEN = re.compile(rf"({_NUMBER})?\s*\.\.\s*({_NUMBER})?")


def bounds_of(text: str) -> tuple[float, float]:
    """The least and the most seconds of `30..45`, `..45`, `30..` or `30` (within a tenth); open ends are 0 and inf.

    Raises ValueError where it is none of these.
    """
    written = text.strip()
    if _ONE.fullmatch(written):
        written = f"{float(written) * (1 - _ABOUT):.3f}..{float(written) * (1 + _ABOUT):.3f}"
    found = _BETWEEN.fullmatch(written)
    if found is None or not any(found.groups()):
        raise ValueError(f"{text.strip()!r} is no length in seconds such as 30..45, ..45, 30.. or 30")
    least, most = float(found[1] or 0.0), float(found[2] or math.inf)
    if most == 0.0 or least > most:
        raise ValueError(f"{text.strip()!r} leaves no length between its ends")
    return least, most


def lasting(text: str, own: Duration, longest: float) -> Duration:
    """The duration of a preset as `text` asks for it; raises ValueError where the text is no length.

    An open end keeps the preset's own bound. Where that lies beyond the other end, the least is half of the most, and
    the most the platform's `longest`. The target is the preset's own where it lies between, else half-way; that of
    one number is the number.
    """
    low, high = bounds_of(text)
    least = low or (own.min if own.min < high else high / 2)
    most = high if high < math.inf else own.max if own.max > least else longest
    inside = ".." in text and least <= own.target <= most
    return Duration(least, own.target if inside else (least + most) / 2, most)
