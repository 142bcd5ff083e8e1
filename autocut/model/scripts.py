"""Writing systems: how wide text stands, where it has no spaces, and which way it is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Thai and Lao, Burmese, Khmer, the signs and syllables of Japanese, Han, full-width forms. Korean has spaces.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x312F),
    (0x31A0, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFF9F),
    (0x20000, 0x3FFFF),
)


def is_unspaced(character: str) -> bool:
    """Whether the character is of a writing system that puts no spaces between words."""
    code = ord(character)
    return code >= _UNSPACED[0][0] and any(first <= code <= last for first, last in _UNSPACED)


def columns(text: str) -> int:
    """How wide the text stands, in Latin letters: Han, kana and Hangul take two, marks on other letters none.

    The widths are Unicode's (UAX 11, East Asian Width).
    """
    if text.isascii():
        return len(text)
    return sum(_wide(character) for character in text)


def _wide(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def joined(texts: Iterable[str]) -> str:
    """The words as a line: parted by spaces where their writing system has any."""
    line = ""
    for text in texts:
        line += f" {text}" if line and spaced(line, text) else text
    return line


def spaced(before: str, after: str) -> bool:
    """Whether a space stands between the two: not beside Han and kana, nor within Thai, Lao, Burmese or Khmer."""
    if before.isascii() or after.isascii() or not before or not after:
        return not (_han(before[-1:]) or _han(after[:1]))
    one, other = before[-1], after[0]
    return not (_han(one) or _han(other) or (is_unspaced(one) and is_unspaced(other)))


def _han(character: str) -> bool:
    return bool(character) and is_unspaced(character) and ord(character) >= 0x2E80


def reads_right_to_left(text: str) -> bool:
    """Whether a line of the text begins at the right: its first letter is of Arabic, Hebrew or the like (UAX 9, P2)."""
    strong = (way for character in text if (way := unicodedata.bidirectional(character)) in ("L", "R", "AL"))
    return next(strong, "L") != "L"
