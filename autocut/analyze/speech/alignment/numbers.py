"""How numbers are said in English."""

from __future__ import annotations

import re

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("hundred", 100))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_SIGNS = {"#": "number", "-": "minus", "+": "plus"}
_UNITS = {
    "%": "percent", "°": "degrees", "k": "thousand", "m": "million", "bn": "billion", "am": "a m", "pm": "p m",
    "x": "times", "d": "d", "g": "g", "p": "p", "km": "kilometers", "kg": "kilos", "cm": "centimeters",
    "mm": "millimeters", "ml": "milliliters", "gb": "gigabytes", "mb": "megabytes",
}  # fmt: skip
_ENDINGS = ("s", "'s", "st", "nd", "rd", "th")
_NUMBER = re.compile(r"([-$£€¥#+]*)(\d[\d,]*)(?:([.:])(\d+))?('?s|st|nd|rd|th|%|°|[a-z]{1,2})?")
_LONGEST = 15


def said(text: str) -> tuple[str, ...]:
    """The ways in which a written number such as "$3.50", "2019", "10:30" or "3rd" is said, words parted by spaces.

    `text` is lower case; nothing where it is no number.
    """
    found = _NUMBER.fullmatch(text)
    if not found or len(found[2]) > _LONGEST or (found[5] or "") not in ("", *_ENDINGS, *_UNITS):
        return ()
    before, digits, mark, rest, after = (part or "" for part in found.groups())
    ways = _parted(digits.replace(",", ""), mark, rest) if mark else _whole(digits.replace(",", ""))
    return tuple(dict.fromkeys(dressed for way in ways for dressed in _dressed(way, before, after)))


def _whole(digits: str) -> list[str]:
    number = int(digits)
    ways = [_cardinal(number), _cardinal(number, "and")]
    if len(digits) > 2 or digits[0] == "0":
        ways.append(_one_by_one(digits))
    if len(digits) in (3, 4) and number % 1000 > 9 and digits[0] != "0":
        ways.append(f"{_cardinal(number // 100)} {_pair(number % 100)}")
    return ways


def _parted(digits: str, mark: str, rest: str) -> list[str]:
    whole = _cardinal(int(digits))
    if mark == ":":
        return [f"{whole} {_pair(int(rest))}"] if int(rest) else [whole, f"{whole} o'clock"]
    ways = [f"{whole} point {_one_by_one(rest)}"]
    return [*ways, f"{whole} {_cardinal(int(rest))}"] if len(rest) == 2 else ways


def _dressed(way: str, before: str, after: str) -> list[str]:
    """The way with its signs: a currency is said after the number, or after a word that follows it."""
    money = [_CURRENCIES[sign] for sign in before if sign in _CURRENCIES]
    plain = " ".join([*(_SIGNS[sign] for sign in before if sign in _SIGNS), _ended(way, after)])
    return [plain, *(f"{plain} {name}" for name in money)]


def _ended(way: str, ending: str) -> str:
    if ending not in _ENDINGS:
        return f"{way} {_UNITS[ending]}" if ending else way
    *others, last = way.split()
    if ending.endswith("s"):
        last = last[:-1] + "ies" if last.endswith("y") else last + ("es" if last.endswith("x") else "s")
    else:
        last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return " ".join([*others, last])


def _cardinal(number: int, joint: str = "") -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
    name, size = next((name, size) for name, size in _SCALES if number >= size)
    count, rest = divmod(number, size)
    parts = [_cardinal(count), name, joint if 0 < rest < 100 <= size else "", _cardinal(rest, joint) if rest else ""]
    return " ".join(part for part in parts if part)


def _pair(number: int) -> str:
    if not number:
        return "hundred"
    return f"oh {_ONES[number]}" if number < 10 else _cardinal(number)


def _one_by_one(digits: str) -> str:
    return " ".join(_ONES[int(digit)] for digit in digits)
