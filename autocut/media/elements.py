"""The elements of a Matroska or WebM file (RFC 8794, EBML; RFC 9559)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

SEGMENT = 0x18538067


class Element(NamedTuple):
    """Its identity, where its body begins and ends in bytes; no end where it was written without knowing its size."""

    identity: int
    start: int
    end: int | None


def elements(file: BinaryIO, offset: int, end: int) -> Iterator[Element]:
    """Those that follow one another from `offset` on and begin before `end`, up to one that does not say its size.

    The identity of what is no element, as a zero, is 0; it is the last.
    """
    while offset < end:
        file.seek(offset)
        identity, _ = _number(file, marked=True)
        length, unknown = _number(file, marked=False)
        start = file.tell()
        after = None if unknown or not identity else start + length
        yield Element(identity, start, after)
        if after is None:
            return
        offset = after


def _number(file: BinaryIO, *, marked: bool) -> tuple[int, bool]:
    """The number at the file's position, with or without its length marker, and whether all its bits are ones."""
    first = file.read(1)
    width = 9 - first[0].bit_length() if first and first[0] else 1
    number = int.from_bytes(first + file.read(width - 1))
    ones = (1 << (7 * width)) - 1
    return number if marked else number & ones, number & ones == ones
