"""Where the streams of a file end, and where they say that they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.container import InputContainer

_TAIL_SECONDS = 3.0
_TAIL_TOLERANCE = 1.0
_STATED_TOLERANCE = 0.5
_DURATION_TAG = re.compile(r"(\d+):(\d+):([\d.]+)")


def stream_ends(container: InputContainer, origin: float, duration: float) -> dict[int, float]:
    """Where the last packet of each stream ends in master time, read without decoding from near the end."""
    import av

    ends: dict[int, float] = {}
    start = max(0.0, duration - _TAIL_SECONDS)
    # Where there is no way to seek, all of it is read.
    with suppress(av.FFmpegError):
        container.seek(round((origin + start) / 1e-6))
    for packet in demuxed(container):
        if packet.pts is None or packet.size == 0 or packet.is_corrupt:
            continue
        end = float((packet.pts + (packet.duration or 0)) * packet.time_base) - origin
        ends[packet.stream.index] = max(end, ends.get(packet.stream.index, 0.0))
    return ends


def demuxed(container: InputContainer, streams: Iterable[Any] = ()) -> Iterator[Any]:
    """The packets from where the container is, of some or all streams, up to what is too damaged to belong to any."""
    packets = container.demux(list(streams))
    # PyAV looks up a stream that turned up late among those that were there.
    with suppress(IndexError):
        yield from packets


def ends_early(streams: Iterable[Any], origin: float, duration: float, ends: dict[int, float]) -> bool:
    """Whether the file, or one of the streams that should last to its last seconds, has no packets up to its end."""
    if not ends or max(ends.values()) < duration - _TAIL_TOLERANCE - 0.02 * duration:
        return True
    for stream in streams:
        stated = min(stated_end(stream, origin), duration)
        wanted = stated - _STATED_TOLERANCE
        if wanted > duration - _TAIL_SECONDS and ends.get(stream.index, 0.0) < wanted:
            return True
    return False


def stated_end(stream: Any, origin: float) -> float:
    """Where a stream ends in master time as its Matroska tag or its header says; 0 where neither does."""
    if found := _DURATION_TAG.fullmatch(stream.metadata.get("DURATION", "")):
        return 3600 * int(found[1]) + 60 * int(found[2]) + float(found[3]) - origin
    return float(((stream.start_time or 0) + stream.duration) * stream.time_base) - origin if stream.duration else 0.0
