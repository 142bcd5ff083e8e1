"""Places in a file where picture or sound should be and nothing was written yet: they read as zeros."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from autocut.media.ends import demuxed
from autocut.media.partitions import has_item_at

if TYPE_CHECKING:
    from av.container import InputContainer

_SAMPLES = 32
_MOST_HOLES = 1000
# No codec's packets begin with so many zeros; shorter ones may say that the last frame stays.
_BEGINNING = 256
_LEAST_BYTES = 16
_WIDE = 1 << 15
_TAIL_HOLE = 1 << 20
# Containers that pad nothing behind their heads, and codecs that pad no frame but in studio profiles.
_TIGHT = ("matroska,webm", "mpegts", "mpeg", "flv", "asf", "ogg")
_UNPADDED = ("h264", "hevc", "av1", "vp8", "vp9", "mpeg4", "wmv1", "wmv2", "wmv3", "vc1", "flv", "theora")


def is_unwritten(packet: bytes) -> bool:
    """Whether a packet of coded essence begins with nothing but zeros, as no codec's do."""
    return len(packet) >= _LEAST_BYTES and not packet[:_BEGINNING].strip(b"\0")


def may_be_zeros(stream: Any) -> bool:
    """Whether zeros are essence as good as any in a stream: silence in PCM, black in uncompressed RGB."""
    codec = stream.codec_context
    if codec is None or codec.name.startswith("pcm_") or codec.name in ("r210", "r10k"):
        return True
    return codec.name == "rawvideo" and not (codec.pix_fmt or "").startswith(("yuv", "yuyv", "uyvy", "nv", "p01"))


def unwritten(path: Path) -> str | None:
    """Where picture or sound should be and nothing is yet, as the rest of a sentence; None where no place was found.

    Looked at are packets spread over the file, and its holes, where the file system tells of holes. A hole may be
    zeros that were not kept: it counts where zeros are not legal, and at the end of a picture in which they are.
    """
    import av

    try:
        with av.open(str(path)) as container, path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            gaps = [*islice(holes(file), _MOST_HOLES)]
            blind = any(map(may_be_zeros, container.streams.video))
            if blind and gaps and gaps[-1][1] == size and size - gaps[-1][0] >= _TAIL_HOLE:
                return f"nothing was written yet of its last {size - gaps[-1][0]} bytes"
            places = _unwritten_places(container, file, size, gaps)
            return next((f"nothing was written yet at byte {place}" for place in places), None)
    except av.FFmpegError:
        return None


def _unwritten_places(
    container: InputContainer, file: BinaryIO, size: int, gaps: Sequence[tuple[int, int]]
) -> Iterator[int]:
    streams = (*container.streams.video, *container.streams.audio)
    coded = [stream for stream in streams if not may_be_zeros(stream)]
    for stream in coded:
        yield from _in_index(stream, file, gaps)
    if container.format.name == "mxf":
        yield from _between_items(file, size, gaps)
    if container.format.name in _TIGHT and len(coded) == len(streams) and all(map(_is_tight, container.streams.video)):
        first = next((packet.pos or 0 for packet in demuxed(container)), 0)
        places = _spread(size, gaps)
        yield from (place for place in places if place > first and _is_zero(file, place, _WIDE))


def holes(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where the file has no data on its disk, from byte to byte: never written, or zeros that were not kept."""
    size = os.fstat(file.fileno()).st_size
    end = 0
    while end < size and (start := os.lseek(file.fileno(), end, os.SEEK_HOLE)) < size:
        try:
            end = os.lseek(file.fileno(), start, os.SEEK_DATA)
        except OSError:
            # It lasts to the end.
            end = size
        yield start, end


def _in_index(stream: Any, file: BinaryIO, gaps: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Packets that begin with zeros, of those that the container's index has with their place and size."""
    entries = stream.index_entries
    count = len(entries)
    chosen = {count * k // _SAMPLES for k in range(_SAMPLES)} | {count - 1}
    chosen |= {bisect_left(entries, start, key=lambda entry: entry.pos) for start, _ in gaps}
    for k in sorted(chosen & set(range(count))):
        file.seek(entries[k].pos)
        if is_unwritten(file.read(min(entries[k].size, _BEGINNING))):
            yield entries[k].pos
    if count and stream.codec_context.name == "v210":
        # Zero is no legal value of a sample, and there is no padding.
        last = entries[count - 1].pos + entries[count - 1].size - _BEGINNING
        yield from (last for _ in range(_is_zero(file, last, _BEGINNING)))


def _between_items(file: BinaryIO, size: int, gaps: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Zeros in an MXF file that belong to no item."""
    places = _spread(size, gaps)
    yield from (place for place in places if _is_zero(file, place, _BEGINNING) and not has_item_at(file, place))


def _spread(size: int, gaps: Sequence[tuple[int, int]]) -> list[int]:
    """Some places all over the file, and the middle of each hole."""
    return sorted({size * k // _SAMPLES for k in range(1, _SAMPLES)} | {(start + end) // 2 for start, end in gaps})


def _is_zero(file: BinaryIO, place: int, count: int) -> bool:
    file.seek(place)
    found = file.read(count)
    return len(found) == count and not found.strip(b"\0")


def _is_tight(picture: Any) -> bool:
    codec = picture.codec_context
    return codec is not None and codec.codec.canonical_name in _UNPADDED and "Intra" not in (codec.profile or "")
