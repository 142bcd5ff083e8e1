from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from autocut.store.form import Damaged, packed, unpacked

PLACE = "f00d/motion-0123456789abcdef.json.gz"
FOUND = {"rate": 5.0, "values": [0.0, 0.125, 1.0], "name": "Größe\n"}
ENTRY = packed(PLACE, {"master": "a talk.mp4", "detector": "Motion() version 1"}, FOUND)


def believed(entry: bytes) -> tuple[Any] | None:
    try:
        return (unpacked(PLACE, entry),)
    except Damaged:
        return None


def flipped(whole: bytes) -> Iterator[bytes]:
    """The same bytes with one bit wrong, each bit once."""
    for place in range(len(whole)):
        for bit in range(8):
            yield whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :]


def test_an_entry_is_three_lines_for_zcat_and_the_same_bytes_each_time() -> None:
    assert unpacked(PLACE, ENTRY) == FOUND
    head, finding, checksum = gzip.decompress(ENTRY).decode().split("\n")
    assert head == '{"master":"a talk.mp4","detector":"Motion() version 1"}'
    assert finding == '{"rate":5.0,"values":[0.0,0.125,1.0],"name":"Größe\\n"}'
    assert len(checksum) == 32
    assert packed(PLACE, {"master": "a talk.mp4", "detector": "Motion() version 1"}, FOUND) == ENTRY


def test_no_flipped_bit_changes_what_is_believed() -> None:
    taken = [found for content in flipped(ENTRY) if (found := believed(content))]
    assert all(found == (FOUND,) for found in taken)
    # Bits that mean nothing: the date, the level and the machine in gzip's head (RFC 1952), those after its last code.
    assert len(taken) < 7 * 8 + 8


def test_no_flipped_bit_that_was_packed_again_is_believed() -> None:
    text = gzip.decompress(ENTRY)
    assert believed(gzip.compress(text)) == (FOUND,)
    assert not any(believed(gzip.compress(content, 0)) for content in flipped(text))


def test_an_entry_in_another_place_is_not_believed() -> None:
    with pytest.raises(Damaged):
        unpacked(PLACE.replace("f00d", "beef"), ENTRY)
