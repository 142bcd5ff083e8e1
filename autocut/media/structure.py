"""What a container lacks by its own structure, told without decoding anything."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from autocut.media.boxes import boxes
from autocut.media.elements import SEGMENT, elements
from autocut.media.extent import missing_bytes
from autocut.media.partitions import lacks_end

_ANY = ord("?")
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "mov": tuple(b"????" + kind for kind in b"ftyp moov mdat wide free skip pnot styp uuid".split()),
    "matroska": (b"\x1aE\xdf\xa3",),
    "mxf": (bytes.fromhex("060e2b34020501010d0102010102"),),
    "avi": (b"RIFF????AVI ",),
    "asf": (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),),
    "flv": (b"FLV\x01",),
    "mpegts": (b"G" + 187 * b"?" + b"G", b"????G" + 191 * b"?" + b"G", b"G" + 203 * b"?" + b"G"),
    "mpeg": (b"\0\0\x01\xba", b"\0\0\x01\xb3"),
    "ogg": (b"OggS",),
    "gxf": (b"\0\0\0\0\x01\xbc",),
    "nut": (b"nut/multimedia",),
    "dv": (b"\x1f\x07\0",),
}
"""How files of each container begin; a question mark is any byte."""
_LOOSE = ("flv", "mpegts", "mpeg", "ogg", "gxf", "nut", "dv")
_HEAD_BYTES = 256
_ENOUGH = 1 << 20
_LEVEL_1 = "114d9b74 1549a966 1654ae6b 1f43b675 1c53bb6b 1941a469 1043a770 1254c367 ec bf"
_CLUSTER, _CUES = 0x1F43B675, 0x1C53BB6B
_PACKETS = (188, 192, 204)
_SYNC = 0x47
_INDEX_ENTRY = 16
_LONGEST_PAGE = 65_307
_LAST_PAGE = 0x04
_GXF_END = bytes.fromhex("0000000001fb")
_SYNCED = 5
# A sector of a disc may be filled up with zeros.
_ZEROS = 4096


def container_of(head: bytes) -> str | None:
    """libavformat's name of a container that may begin so; None where none does that we know."""
    for name, beginnings in _BEGINNINGS.items():
        for beginning in beginnings:
            if all(wanted in (byte, _ANY) for byte, wanted in zip(head, beginning, strict=False)):
                return name
    return None


def may_come(path: Path, *, opened: bool) -> bool:
    """Whether a file that is no video yet may become one, though its structure lacks nothing.

    That is where its container is known by how it begins, and could not be `opened`, or begins with little; and
    where it went away.
    """
    try:
        with path.open("rb") as file:
            container = container_of(file.read(_HEAD_BYTES))
    except OSError:
        return True
    return container is not None and (not opened or (container in _LOOSE and path.stat().st_size < _ENOUGH))


def lacking(path: Path) -> str | None:
    """What the file at the path lacks, as the rest of a sentence; None where its container lacks and promises nothing.

    Of MP4, QuickTime, Matroska, AVI, FLV, Ogg, GXF and MXF that is the whole of it but for what is written into its
    essence. ASF may say how long it is; a transport stream is a whole number of packets. A program stream, DV and
    NUT say nothing of their end: they are only held to end in something. Raises OSError where the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        container = container_of(head)
        if size == 0:
            return "it is empty"
        if not head.strip(b"\0"):
            return "it begins with nothing but zeros"
        if container and (missing := missing_bytes(path, container)):
            return f"at least {missing} bytes that it promises are missing"
        return _LACKING.get(container or "", _ends_in_zeros)(file, size)


def _ends_in_zeros(file: BinaryIO, size: int) -> str | None:
    file.seek(max(0, size - _ZEROS))
    return None if file.read().strip(b"\0") else "it ends with nothing but zeros"


def _mov(file: BinaryIO, size: int) -> str | None:
    found = list(boxes(file, size))
    kinds = {box.kind for box in found}
    if b"moov" not in kinds:
        return "it has no index (moov)"
    if b"mdat" not in kinds:
        return "it has no essence (mdat)"
    end = found[-1].end
    file.seek(end)
    if b"moof" in kinds and not file.read(_ZEROS).strip(b"\0") and end < size:
        return f"there are zeros from byte {end} on, where its next fragment should be"
    return None


def _matroska(file: BinaryIO, size: int) -> str | None:
    known = {int(identity, 16) for identity in _LEVEL_1.split()}
    segment = next((found for found in elements(file, 0, size) if found.identity == SEGMENT), None)
    if segment is None:
        return "it has no segment"
    kinds = set()
    for identity, start, end in elements(file, segment.start, min(size, segment.end or size)):
        kinds.add(identity)
        if identity == 0:
            return f"there are zeros at byte {start - 2}, where its next element should be"
        if identity not in known:
            break
        if end is not None and end > size:
            return f"at least {end - size} bytes that it promises are missing"
    return None if _CLUSTER in kinds else "it has no essence (Cluster)"


def _avi(file: BinaryIO, size: int) -> str | None:
    """An AVI's chunks (OpenDML: in several RIFFs), whose lists and index follow one another."""
    offset, lists, kind = 0, set(), b""
    while offset + 12 <= size:
        file.seek(offset)
        kind, length, form = struct.unpack("<4sI4s", file.read(12))
        if kind == b"\0\0\0\0":
            return f"there are zeros at byte {offset}, where its next part should be"
        lists.add(form)
        # What a RIFF holds follows its head.
        offset += 12 if kind == b"RIFF" else 8 + length + length % 2
    file.seek(max(0, size - _INDEX_ENTRY))
    if kind == b"idx1" and not file.read().strip(b"\0"):
        return "its index ends with zeros"
    return None if b"movi" in lists else "it has no essence (movi)"


def _flv(file: BinaryIO, size: int) -> str | None:
    """The last four bytes are the length of the tag before them (Adobe FLV 10.1, annex E)."""
    file.seek(max(0, size - 4))
    length = int.from_bytes(file.read(4))
    start = size - 4 - length
    file.seek(max(0, start))
    head = file.read(4)
    whole = length >= 11 and start > 0 and head[0] & 0x1F in (8, 9, 18) and int.from_bytes(head[1:]) + 11 == length
    return None if whole else "it does not end with a whole tag"


def _mpegts(file: BinaryIO, size: int) -> str | None:
    """Packets of 188 bytes, with a time before each (192) or a check behind it (204), all begin alike (ISO 13818-1)."""
    file.seek(0)
    head = file.read(_SYNCED * max(_PACKETS))
    found = [
        (packet, first)
        for packet in _PACKETS
        for first in (0, 4)
        if len(head) > first and all(head[at] == _SYNC for at in range(first, min(len(head), _SYNCED * packet), packet))
    ]
    if not found:
        return None
    packet, first = found[0]
    if size < _SYNCED * packet:
        return "it has only begun"
    if size % packet:
        return f"its last packet lacks {packet - size % packet} bytes"
    file.seek(size - packet + first)
    return None if file.read(1)[0] == _SYNC else "its last packets are none"


def _ogg(file: BinaryIO, size: int) -> str | None:
    """The last page is marked as the last of its stream, and whole (RFC 3533, 6)."""
    start = max(0, size - _LONGEST_PAGE)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"OggS")
    head = tail[at : at + 27]
    if at < 0 or len(head) < 27 or not head[5] & _LAST_PAGE:
        return "it does not end with the last page of a stream"
    lengths = tail[at + 27 : at + 27 + head[26]]
    short = at + 27 + head[26] + sum(lengths) - len(tail)
    return f"its last page lacks {short} bytes" if short > 0 else _ends_in_zeros(file, size)


def _gxf(file: BinaryIO, size: int) -> str | None:
    """An end-of-stream packet is the last (SMPTE ST 360)."""
    file.seek(max(0, size - _ZEROS))
    return None if _GXF_END in file.read() else "it does not end with the packet that ends a stream"


_LACKING: Mapping[str, Callable[[BinaryIO, int], str | None]] = {
    "mov": _mov,
    "matroska": _matroska,
    "avi": _avi,
    "flv": _flv,
    "mpegts": _mpegts,
    "mxf": lacks_end,
    "ogg": _ogg,
    "gxf": _gxf,
}
