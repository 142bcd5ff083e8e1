"""Where an MP4 or QuickTime file must end: its boxes (ISO/IEC 14496-12) tile it, and its indices say how far."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_HEAD = 8
_REFERENCED = 0x7FFFFFFF


class Box(NamedTuple):
    """Its kind, and where it begins and says that it ends, in bytes of the file."""

    kind: bytes
    start: int
    end: int


def boxes(file: BinaryIO, size: int) -> Iterator[Box]:
    """The boxes that tile the file, each before it is read on; what is no box, put behind them by others, ends them."""
    offset = 0
    while offset + _HEAD <= size:
        file.seek(offset)
        length, kind = struct.unpack(">I4s", file.read(_HEAD))
        if length == 0 and kind.isalnum():
            length = size - offset
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))
        if length < _HEAD or not kind.isalnum():
            return
        yield Box(kind, offset, offset + length)
        offset += length


def boxes_end(file: BinaryIO, size: int) -> int:
    """The end that the boxes of a file of `size` bytes promise: of the last, of a fragment's data, of an index."""
    end, promised, kind, fragmented = 0, 0, b"", False
    for kind, start, end in boxes(file, size):
        fragmented |= kind == b"moof"
        if kind == b"sidx" and end <= size:
            file.seek(start + _HEAD)
            promised = max(promised, end + _indexed(file))
    if kind == b"moof" or (fragmented and 0 < size - end < _HEAD):
        # The data of a fragment come behind it, and less than a head is the beginning of another.
        end = max(end, size) + _HEAD
    return max(promised, end)


def _indexed(file: BinaryIO) -> int:
    """How far behind a segment index the segments end that it refers to, in bytes; `file` is at its body."""
    times = ">QQ" if file.read(12)[0] else ">II"
    _, first = struct.unpack(times, file.read(struct.calcsize(times)))
    (count,) = struct.unpack(">2xH", file.read(4))
    entries = file.read(12 * count)
    lengths: list[int] = [entry & _REFERENCED for (entry,) in struct.iter_unpack(">I8x", entries)]
    return int(first) + sum(lengths)
