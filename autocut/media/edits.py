"""How the index of an MP4 or QuickTime file lies in it, and its edit lists (ISO/IEC 14496-12, 8.6.6)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEAD = 8
_DELAY_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of a track's edit list: `wait` seconds of nothing, or what is skipped of its beginning, in seconds."""

    track: int
    wait: float
    skipped: float


@dataclass(frozen=True, slots=True)
class Index:
    """`first` is whether the index comes before the pictures and the sound, so that a player can begin at once."""

    first: bool
    edits: tuple[Edit, ...]

    @property
    def is_plain(self) -> bool:
        """Whether each track is played once and from its beginning on, but for the delay of a codec."""
        played = [edit.track for edit in self.edits if not edit.wait]
        delays = all(edit.wait <= _DELAY_SECONDS and edit.skipped <= _DELAY_SECONDS for edit in self.edits)
        return delays and len(played) == len(set(played))

    @property
    def delay(self) -> float:
        """The most seconds that a track waits or skips."""
        return max((max(edit.wait, edit.skipped) for edit in self.edits), default=0.0)


def index_of(path: Path) -> Index | None:
    """The index of the file at `path`; None where it is no such file or has none."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        top = list(_boxes(file, 0, size))
        kinds = [kind for kind, _, _ in top]
        if not kinds or b"moov" not in kinds:
            return None
        _, start, end = top[kinds.index(b"moov")]
        first = b"mdat" not in kinds or kinds.index(b"moov") < kinds.index(b"mdat")
        return Index(first, tuple(_edits(file, start, end)))


def _edits(file: BinaryIO, start: int, end: int) -> Iterator[Edit]:
    movie = 0
    tracks = 0
    for kind, begin, stop in _boxes(file, start, end):
        if kind == b"mvhd":
            movie = _timescale(file, begin)
        elif kind == b"trak":
            media = [_timescale(file, at) for at, _ in _within(file, begin, stop, b"mdia", b"mdhd")]
            for at, _ in _within(file, begin, stop, b"edts", b"elst"):
                for length, time in _entries(file, at):
                    yield Edit(tracks, length / movie if time < 0 else 0.0, max(0, time) / media[0])
            tracks += 1


def _entries(file: BinaryIO, start: int) -> Iterator[tuple[int, int]]:
    """The length of each entry on the movie's clock and its beginning on the track's, -1 for an empty one."""
    file.seek(start)
    version, count = struct.unpack(">B3xI", file.read(8))
    form = ">Qq4x" if version else ">Ii4x"
    yield from struct.iter_unpack(form, file.read(struct.calcsize(form) * count))


def _timescale(file: BinaryIO, start: int) -> int:
    """The ticks a second of a movie or media header."""
    file.seek(start)
    wide = file.read(1) == b"\1"
    file.seek(start + (20 if wide else 12))
    return max(1, int.from_bytes(file.read(4)))


def _within(file: BinaryIO, start: int, end: int, *kinds: bytes) -> Iterator[tuple[int, int]]:
    """The bodies of the boxes down that path of kinds."""
    for kind, begin, stop in _boxes(file, start, end):
        if kind == kinds[0]:
            yield from _within(file, begin, stop, *kinds[1:]) if len(kinds) > 1 else ((begin, stop),)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each box from `start` to `end`, with where its body begins and ends."""
    while start + _HEAD <= end:
        file.seek(start)
        length, kind = struct.unpack(">I4s", file.read(_HEAD))
        head = _HEAD
        if length == 1:
            (length,), head = struct.unpack(">Q", file.read(8).ljust(8, b"\0")), 16
        length = length or end - start
        if length < head or not kind.isalnum():
            return
        yield kind, start + head, min(end, start + length)
        start += length
