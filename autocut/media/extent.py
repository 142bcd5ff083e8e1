"""Whether a file is all there: where its container says that it ends, held against where it ends."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from autocut.media.boxes import boxes_end
from autocut.media.elements import SEGMENT, elements

_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_MOST_OBJECTS = 1000
# A number of AMF0 by its name.
_FLV_SIZE = b"\0\x08filesize\0"
_MXF_HEADER_PARTITION = bytes.fromhex("060e2b34020501010d01020101")
# Some writers count the eight bytes of the chunk's own head.
_RIFF_SLACK = 8


def missing_bytes(path: Path, container: str) -> int:
    """How many bytes the file promises beyond its end; 0 where it is whole or its `container` promises nothing.

    `container` is libavformat's name of the format, the first of several.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        return max(0, _ENDS.get(container, _unknown)(file, size) - size)


def _unknown(file: BinaryIO, size: int) -> int:
    return 0


def _matroska(file: BinaryIO, size: int) -> int:
    """The end of the segment; 0 where it was written without knowing its size."""
    found = elements(file, 0, min(size, 1 << 16))
    return next((element.end or 0 for element in found if element.identity == SEGMENT), 0)


def _riff(file: BinaryIO, size: int) -> int:
    """The end of the last RIFF chunk: one, or in OpenDML several in a row."""
    offset, end = 0, 0
    while offset + 8 <= size:
        file.seek(offset)
        kind, length = struct.unpack("<4sI", file.read(8))
        if kind != b"RIFF" or length == 0xFFFFFFFF:
            break
        end = offset + 8 + length
        offset = end + length % 2
    return end - _RIFF_SLACK


def _asf(file: BinaryIO, size: int) -> int:
    """The file's size in its File Properties Object; 0 in a broadcast, which does not know it (ASF 1.2, 3.2)."""
    if file.read(16) != _ASF_HEADER:
        return 0
    file.seek(30)
    for _ in range(_ASF_MOST_OBJECTS):
        head = file.read(24)
        if len(head) < 24:
            break
        (length,) = struct.unpack("<Q", head[16:])
        if head[:16] == _ASF_FILE_PROPERTIES:
            body = file.read(68)
            stated, flags = struct.unpack("<Q", body[16:24])[0], struct.unpack("<I", body[64:68])[0]
            return 0 if flags & 1 else stated
        file.seek(max(0, length - 24), 1)
    return 0


def _flv(file: BinaryIO, size: int) -> int:
    """The file's size in its metadata; 0 where they do not have it."""
    head = file.read(1 << 12)
    found = head.find(_FLV_SIZE)
    number = head[found + len(_FLV_SIZE) :][:8]
    return int(struct.unpack(">d", number)[0]) if found >= 0 and len(number) == 8 else 0


def _mxf(file: BinaryIO, size: int) -> int:
    """The first byte behind the footer's key (SMPTE ST 377-1), by the header partition; 0 where it names no footer."""
    key = file.read(16)
    if key[:13] != _MXF_HEADER_PARTITION:
        return 0
    (first,) = file.read(1)
    if first & 0x80:
        file.read(first & 0x7F)
    (footer,) = struct.unpack(">Q", file.read(32)[24:32])
    return footer + len(key) if footer else 0


_ENDS: Mapping[str, Callable[[BinaryIO, int], int]] = {
    "mov": boxes_end,
    "matroska": _matroska,
    "avi": _riff,
    "asf": _asf,
    "flv": _flv,
    "mxf": _mxf,
}
