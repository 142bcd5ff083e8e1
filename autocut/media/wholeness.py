"""Whether a file is whole, or may still be on its way: by its structure, then by what its last seconds hold."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.errors import InputError, UnfinishedError
from autocut.media.ends import demuxed
from autocut.media.probe import probe
from autocut.media.structure import lacking, may_come
from autocut.media.unwritten import is_unwritten, may_be_zeros, unwritten

if TYPE_CHECKING:
    from autocut.model.media import Master

_TAIL_SECONDS = (2.0, 10.0, 60.0, 300.0)
_LAST_SECONDS = 0.5


def unfinished(path: Path) -> str | None:
    """Why the file is not whole, in one sentence; None where it is, as far as a file can tell.

    Its container must be complete, its picture and sound must have packets up to their end that can be decoded,
    and no packet of them may be nothing but zeros, as what a copy has reserved and not yet written is. Zeros count
    for nothing where they are legal: in PCM, which is then silent, and in uncompressed RGB, which is black.

    Raises InputError where no byte that may still come could mend it: it is no media file, or has no picture.
    """
    import av

    try:
        reason = lacking(path) or unwritten(path)
        if reason is None:
            reason = _undecodable(probe(path))
    except UnfinishedError as error:
        return str(error)
    except InputError as error:
        if may_come(path, opened=not isinstance(error.__cause__, av.FFmpegError | OSError)):
            return str(error)
        raise
    except OSError as error:
        return f"{path.name} cannot be read: {error.strerror}"
    return f"{path.name} is not whole: {reason}" if reason else None


def _undecodable(master: Master) -> str | None:
    """What of the last seconds cannot be decoded, read from as far back as there is a frame to begin with."""
    reason = None
    for seconds in _TAIL_SECONDS:
        tail = _decoded(master, seconds)
        reason = next((found for found in map(_Tail.lacking, tail) if found), None)
        if reason is None or tail[0].has_key or seconds > master.duration:
            break
    return reason


@dataclass(slots=True)
class _Tail:
    """The last seconds of a stream: where its last packet and its last frame begin, in file time."""

    kind: str
    packet: float | None = None
    frame: float = -1.0
    has_key: bool = False
    has_zeros: bool = False
    has_decoder: bool = True

    def lacking(self) -> str | None:
        """What is wrong with it, if anything is."""
        if self.has_zeros:
            return f"its last seconds of {self.kind} are not written yet"
        missing = self.packet is not None and self.frame < self.packet - _LAST_SECONDS
        return f"its last seconds of {self.kind} cannot be decoded" if missing and self.has_decoder else None


def _decoded(master: Master, seconds: float) -> tuple[_Tail, ...]:
    import av

    tails = {master.video.index: _Tail("picture"), **{track.index: _Tail("sound") for track in master.audio}}
    with av.open(str(master.path)) as container:
        streams = [container.streams[index] for index in tails]
        streams[0].thread_type = "AUTO"
        # Where there is no way to seek, all of it is read.
        with suppress(av.FFmpegError):
            start = (container.start_time or 0) * 1e-6 + master.duration - seconds
            container.seek(round(max(0.0, start) * 1e6))
        for packet in demuxed(container, streams):
            tail = tails[packet.stream.index]
            tail.has_key |= packet.is_keyframe
            tail.has_zeros |= is_unwritten(bytes(packet)) and not may_be_zeros(packet.stream)
            if packet.pts is not None and packet.size:
                tail.packet = max(tail.packet or 0.0, float(packet.pts * packet.time_base))
            try:
                for frame in packet.decode():
                    tail.frame = max(tail.frame, frame.time or 0.0)
            except av.error.InvalidDataError:
                continue
            except av.FFmpegError:
                tail.has_decoder = False
    return tuple(tails.values())
