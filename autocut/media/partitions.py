"""Whether an MXF file has its end: the Random Index Pack, or the footer partition (SMPTE ST 377-1, 6 and 12)."""

from __future__ import annotations

import struct
from typing import BinaryIO

_PARTITION = bytes.fromhex("060e2b34020501010d010201")
_FOOTER = _PARTITION + b"\x01\x04"
_INDEX_PACK = _PARTITION + bytes.fromhex("01110100")
_TAIL = 1 << 20
_LEAST_PACK = 4
_ITEM = bytes.fromhex("060e2b34")
_KEY_BYTES, _LONGEST_HEAD = 16, 32
_LONGEST_ITEM = 1 << 24


def lacks_end(file: BinaryIO, size: int) -> str | None:
    """What an MXF file lacks at its end, or of the partitions that its index pack names; None where nothing is.

    Something else may follow the pack. A file without one ends with a footer partition, complete.
    """
    start = max(0, size - _TAIL)
    file.seek(start)
    tail = file.read()
    if (at := tail.rfind(_INDEX_PACK)) >= 0:
        body, length = _body(tail, at)
        pack = tail[body : body + length]
        if len(pack) < max(length, _LEAST_PACK) or int.from_bytes(pack[-4:]) != body + length - at:
            return "its index pack is cut off"
        return _lacks_partitions(file, pack[:-4])
    if (at := tail.rfind(_FOOTER)) >= 0:
        body, length = _body(tail, at)
        # The bytes of its metadata and of its index come behind it.
        counts = tail[body + 32 : body + 48]
        if len(counts) == 16 and start + body + length + sum(struct.unpack(">QQ", counts)) <= size:
            return None
    return "it has neither an index pack nor a footer at its end"


def has_item_at(file: BinaryIO, offset: int) -> bool:
    """Whether the byte there belongs to the last item that begins before it, if one is found that does."""
    start = max(0, offset - _LONGEST_ITEM)
    file.seek(start)
    before = file.read(offset - start + _KEY_BYTES)
    at = before.rfind(_ITEM, 0, offset - start)
    if at < 0:
        return True
    body, length = _body(before.ljust(at + _LONGEST_HEAD, b"\0"), at)
    return offset < start + body + length


def _lacks_partitions(file: BinaryIO, entries: bytes) -> str | None:
    for _, offset in struct.iter_unpack(">IQ", entries[: len(entries) // 12 * 12]):
        file.seek(offset)
        if file.read(len(_PARTITION)) != _PARTITION:
            return f"there is no partition at byte {offset}, where its index pack names one"
    return None


def _body(content: bytes, key: int) -> tuple[int, int]:
    """Where the value begins of the item whose key is there, and its length (BER)."""
    at = key + 16
    first = content[at] if at < len(content) else 0
    if first < 0x80:
        return at + 1, first
    width = first & 0x7F
    return at + 1 + width, int.from_bytes(content[at + 1 : at + 1 + width])
