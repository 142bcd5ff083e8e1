"""Stretches of films as ffmpeg inputs, each with its own seek: exact to the frame and to the sample."""

from __future__ import annotations

import math
from typing import Any

from autocut.model.media import AudioStream, Master, VideoStream
from autocut.model.span import as_ffmpeg_time
from autocut.model.timeline import Clip

_PACKET_QUEUE = 16
# Without an index, or with one in decoding order: a seek may land after the key frame that the clip needs, so it
# begins well before.
_UNINDEXED = ("mpegts", "mpeg", "avi")
_UNINDEXED_SECONDS = 10.0
_SPARE_SECONDS = 0.5
_FILM_CYCLE = 4


def own_input(number: int, path: str, **options: str | None) -> Any:
    """An input of its own for clip `number`, also where the same stretch plays twice.

    ffmpeg-python takes equal inputs for one; the length of the packet queue makes them differ and changes nothing.
    """
    import ffmpeg

    return ffmpeg.input(path, **options, thread_queue_size=_PACKET_QUEUE + number)


def stretch(number: int, clip: Clip, film: Master, source: VideoStream | AudioStream) -> Any:
    """That stream of the film from the clip's start on, a little longer than the clip.

    A telecined picture begins earlier, before time zero, so that it is taken apart alike in every clip.
    """
    kind = "v" if isinstance(source, VideoStream) else "a"
    begins = _cycle_before(clip.span.start, film) if kind == "v" and film.video.telecined else clip.span.start
    early = min(begins, _UNINDEXED_SECONDS) if film.container in _UNINDEXED else 0.0
    sought, length = begins - early, clip.span.end - begins + early + _SPARE_SECONDS
    seek = {"t": as_ffmpeg_time(length)}
    if sought > 0:
        # A seek to zero is a seek too: AVI then loses its first key frame, Matroska skips its codec's delay twice.
        seek["ss"] = as_ffmpeg_time(sought)
    without = {"an" if kind == "v" else "vn": None}
    stream = own_input(number, f"file:{clip.source}", **seek, **without)[str(source.index)]
    if not early and begins == clip.span.start:
        return stream
    trim, reset = ("trim", "setpts") if kind == "v" else ("atrim", "asetpts")
    # Here ffmpeg counts from the seek or from the start of the stream that is used, whichever is later.
    counted = max(sought, source.start) if early else sought
    if early:
        # Half a frame before the first: its time may be a tick less than what was asked for.
        spare = float(1 / film.video.stored_rate) / 2 if kind == "v" else 0.0
        stream = stream.filter(trim, start=as_ffmpeg_time(begins - counted - spare))
    return stream.filter(reset, f"PTS-({as_ffmpeg_time(clip.span.start - counted)})/TB")


def _cycle_before(start: float, film: Master) -> float:
    """Half a frame before a whole number of cycles of five stored frames, one cycle or more before `start`, else zero.

    `start` is master time, and so is what comes back.
    """
    video = film.video
    cycle = float(_FILM_CYCLE / video.frame_rate)
    whole = math.floor((start - video.start) / cycle + 1e-6) - 1
    return max(0.0, video.start + whole * cycle - float(1 / video.stored_rate) / 2) if whole > 0 else 0.0


def joined(pieces: list[Any], **streams: int) -> Any:
    """The pieces one after the other, by the concat filter."""
    import ffmpeg

    return ffmpeg.concat(*pieces, **streams) if len(pieces) > 1 else pieces[0]
