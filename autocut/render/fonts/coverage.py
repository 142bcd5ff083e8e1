"""Which characters a font file can draw."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_NONE: frozenset[int] = frozenset()
_OUTLINES = (b"glyf", b"CFF ", b"CFF2")


@cache
def characters(path: Path) -> frozenset[int]:
    """The code points that the font maps to glyphs with outlines; none where it has pictures alone, or is no font.

    Of a collection, those of its first face. The tables are those of OpenType 1.9 (head of the file, cmap 4 and 12).
    """
    try:
        content = path.read_bytes()
        tables = _tables(content)
        if not any(name in tables for name in _OUTLINES):
            return _NONE
        return frozenset(_mapped(content, tables[b"cmap"]))
    except (OSError, KeyError, struct.error):
        return _NONE


def _tables(content: bytes) -> dict[bytes, int]:
    """Where each table begins."""
    (start,) = struct.unpack_from(">I", content, 12) if content[:4] == b"ttcf" else (0,)
    (count,) = struct.unpack_from(">H", content, start + 4)
    records = (struct.unpack_from(">4s4xI4x", content, start + 12 + 16 * k) for k in range(count))
    return dict(records)


def _mapped(content: bytes, cmap: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    for k in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * k)
        (form,) = struct.unpack_from(">H", content, cmap + offset)
        # Unicode, or Windows with Unicode; another has characters of its own.
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            if form == 4:
                yield from _segments(content, cmap + offset)
            elif form == 12:
                yield from _groups(content, cmap + offset)


def _segments(content: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", content, at + 6)
    count = twice // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", content, at + 14 + skip + n * twice) for n, skip in enumerate((0, 2, 2, 2))
    )
    places = at + 16 + 3 * twice
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[k]:
                (glyph,) = struct.unpack_from(">H", content, places + 2 * k + offsets[k] + 2 * (code - start))
                if not glyph:
                    continue
            if (glyph + deltas[k]) & 0xFFFF:
                yield code


def _groups(content: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", content, at + 12)
    for k in range(count):
        first, last, glyph = struct.unpack_from(">III", content, at + 16 + 12 * k)
        yield from range(first if glyph else first + 1, last + 1)
