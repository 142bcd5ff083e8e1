"""A stream as it is stored: its packets counted and weighed, and nothing decoded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autocut.errors import InputError


@dataclass(frozen=True, slots=True)
class Packets:
    """All packets of one stream.

    `even` is whether they are shown one a frame from time zero on, the first a key frame, and none left out by an
    edit list. `longest_group` is the most packets from one key frame up to the next, or to the end.
    """

    count: int
    bytes: int
    even: bool
    longest_group: int


def packets_of(path: Path, index: int, rate: Fraction) -> Packets:
    """The packets of the stream `index` of the file at `path`, held against a constant `rate` of frames.

    Raises InputError where the file cannot be read.
    """
    import av

    times: list[float] = []
    count = size = group = longest = 0
    whole = True
    try:
        with av.open(str(path)) as container:
            origin = (container.start_time or 0) * 1e-6
            for packet in container.demux(container.streams[index]):
                if packet.size == 0:
                    continue
                whole = whole and packet.pts is not None and not (packet.is_discard or packet.is_corrupt)
                whole = whole and (packet.is_keyframe or count > 0)
                count, size = count + 1, size + packet.size
                group = 1 if packet.is_keyframe else group + 1
                longest = max(longest, group)
                times.append(float((packet.pts or 0) * packet.time_base) - origin)
    except av.FFmpegError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}") from error
    # Matroska keeps whole milliseconds alone.
    early = (abs(time - float(k / rate)) for k, time in enumerate(sorted(times)))
    even = whole and count > 0 and max(early, default=0.0) < 0.3 / float(rate)
    return Packets(count, size, even, longest)
