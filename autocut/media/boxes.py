"""Where an MP4 or QuickTime file must end: its boxes (ISO/IEC 14496-12) tile it, and its indices say how far."""

from __future__ import annotations

import struct
from typing import BinaryIO

_HEAD = 8
_REFERENCED = 0x7FFFFFFF


def boxes_end(file: BinaryIO, size: int) -> int:
    """The end that the boxes of a file of `size` bytes promise: of the last, of a fragment's data, of an index."""
    offset, promised, kind, fragmented = 0, 0, b"", False
    while offset + _HEAD <= size:
        file.seek(offset)
        length, kind = struct.unpack(">I4s", file.read(_HEAD))
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))
        if length < _HEAD or not kind.isalnum():
            # Zero is "to the end of the file"; what is no box was put behind it by others.
            return promised
        offset += length
        fragmented |= kind == b"moof"
        if kind == b"sidx" and offset <= size:
            promised = max(promised, offset + _indexed(file))
    if kind == b"moof" or (fragmented and offset < size):
        # The data of a fragment come behind it, and less than a head is the beginning of another.
        offset = max(offset, size) + _HEAD
    return max(promised, offset)


def _indexed(file: BinaryIO) -> int:
    """How far behind a segment index the segments end that it refers to, in bytes; `file` is at its body."""
    times = ">QQ" if file.read(12)[0] else ">II"
    _, first = struct.unpack(times, file.read(struct.calcsize(times)))
    (count,) = struct.unpack(">2xH", file.read(4))
    entries = file.read(12 * count)
    lengths: list[int] = [entry & _REFERENCED for (entry,) in struct.iter_unpack(">I8x", entries)]
    return int(first) + sum(lengths)
