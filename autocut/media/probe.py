"""A path to a Master, by PyAV: what the file says of itself, checked against its first frames and its last packets."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.errors import InputError, UnfinishedError
from autocut.media.cadence import is_telecined
from autocut.media.color import color_tags
from autocut.media.ends import demuxed, ends_early, stated_end, stream_ends
from autocut.media.extent import missing_bytes
from autocut.model.geometry import Size
from autocut.model.media import AudioStream, FieldOrder, Master, VideoStream

if TYPE_CHECKING:
    from av.container import InputContainer

_MICROSECOND = 1e-6
_SAMPLE_BYTES = 1 << 20
_SAMPLED_PACKETS = 300
_REORDERED = 16
# The demuxer may end a stream with an empty packet.
_STILL_PACKETS = 2
# AV_FIELD_BB and AV_FIELD_BT of libavcodec.
_BOTTOM_FIRST = (3, 5)
_TELECINED_RATE = Fraction(30_000, 1001)
_STANDARD_RATES = tuple(Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120))


def probe(path: Path) -> Master:
    """The facts of the video at `path`; raises InputError where it is missing or not a video.

    That is UnfinishedError where the rest of it may still come.
    """
    path = path.expanduser().absolute()
    size = _file_size(path)
    if not _is_text(str(path)):
        raise InputError(f"{path.name} has a path that is not UTF-8, which ffmpeg's graphs cannot hold: rename it")
    import av

    try:
        with av.open(str(path)) as container:
            master = _read(path, size, container)
    except av.FFmpegError as error:
        raise InputError(f"{path.name} cannot be read as video: {_reason(error)}") from error
    return master


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def stated_duration(path: Path) -> float | None:
    """The seconds that the file says it lasts, unchecked; None where it cannot be opened or does not say so."""
    import av

    try:
        with av.open(str(path)) as container:
            return container.duration * _MICROSECOND if container.duration else None
    except (av.FFmpegError, OSError):
        return None


def fingerprint(path: Path) -> str:
    """BLAKE2 of the length and of one MiB each from the head, the middle and the tail of a file."""
    length = path.stat().st_size
    digest = hashlib.blake2b(str(length).encode(), digest_size=16)
    with path.open("rb") as file:
        for offset in (0, max(0, length // 2 - _SAMPLE_BYTES // 2), max(0, length - _SAMPLE_BYTES)):
            file.seek(offset)
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _file_size(path: Path) -> int:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a video")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if size == 0:
        raise UnfinishedError(f"{path} is empty (0 bytes); is it still being copied?")
    return size


def _reason(error: Exception) -> str:
    text = str(getattr(error, "strerror", "") or error)
    return "it is damaged, cut off or no media file" if "Invalid data" in text else text


def _read(path: Path, size: int, container: InputContainer) -> Master:
    import av

    moving = [s for s in container.streams.video if not s.disposition & av.stream.Disposition.attached_pic]
    if not moving:
        found = "sound alone" if container.streams.audio else "no picture and no sound"
        raise InputError(f"{path.name} has {found}; a master needs a picture")
    if container.format.name.endswith("_pipe") or container.format.name == "image2":
        raise InputError(f"{path.name} is a still picture, not a video")
    if missing := missing_bytes(path, container.format.name.split(",")[0]):
        raise UnfinishedError(f"{path.name} is cut off: at least {missing} bytes that it promises are missing")
    if container.duration is None:
        raise UnfinishedError(f"{path.name} does not say how long it is; remux it first (ffmpeg -i IN -c copy OUT.mkv)")
    origin = (container.start_time or 0) * _MICROSECOND
    duration = container.duration * _MICROSECOND
    shown = _shown(moving, container)
    from_zero = container.format.name.startswith("matroska") and 0 < origin < duration
    ends = stream_ends(container, origin, duration - origin if from_zero else duration)
    if from_zero:
        # Some writers count the length from zero on, not from where the streams begin.
        duration = max(duration - origin, min(duration, max(ends.values(), default=0.0)))
    if ends_early((shown, *container.streams.audio), origin, duration, ends):
        raise UnfinishedError(
            f"{path.name} is cut off: it should last {duration:.1f} s but its last seconds are missing"
        )
    video = _video(shown, container, origin, ends)
    audio = tuple(_audio(stream, origin, duration, ends) for stream in container.streams.audio)
    return Master(
        path=path,
        fingerprint=fingerprint(path),
        bytes=size,
        container=container.format.name.split(",")[0],
        duration=duration,
        size=_displayed(video),
        video=video,
        audio=tuple(track for track in audio if track.channels > 0),
        timecode=container.metadata.get("timecode") or shown.metadata.get("timecode"),
        title=container.metadata.get("title"),
    )


def _shown(streams: list[Any], container: InputContainer) -> Any:
    """Of several pictures the one that moves, rather the default, rather the longest: covers may not be marked."""
    if len(streams) == 1:
        return streams[0]
    import av

    packets = Counter(index for index, _ in _first_packets(container.name, streams))
    return max(
        streams,
        key=lambda stream: (
            packets[stream.index] > _STILL_PACKETS,
            bool(stream.disposition & av.stream.Disposition.default),
            stated_end(stream, 0.0),
        ),
    )


def _video(stream: Any, container: InputContainer, origin: float, ends: dict[int, float]) -> VideoStream:
    frame = _first_frame(container.name, stream.index)
    start = float((stream.start_time or 0) * stream.time_base) - origin
    end = ends.get(stream.index, start)
    if stream.duration:
        end = start + float(stream.duration * stream.time_base)
    rate, variable = _frame_rate(stream, container.name)
    video = VideoStream(
        index=stream.index,
        codec=stream.codec_context.name,
        coded_size=Size(stream.codec_context.width, stream.codec_context.height),
        frame_rate=rate,
        start=max(0.0, start),
        duration=end - start,
        variable_frame_rate=variable,
        rotation=-frame.rotation % 360,
        sample_aspect_ratio=stream.sample_aspect_ratio or Fraction(1),
        pixel_format=frame.format.name,
        bit_depth=frame.format.components[0].bits,
        color=color_tags(frame),
    )
    return _film(replace(video, field_order=_field_order(stream, frame)), Path(container.name))


def _film(video: VideoStream, path: Path) -> VideoStream:
    """The same; where it is telecined, at the rate of the film."""
    telecined = (
        video.field_order != "progressive"
        and video.frame_rate == _TELECINED_RATE
        and is_telecined(path, video.index, video.duration)
    )
    return replace(video, frame_rate=video.frame_rate * 4 / 5, telecined=True) if telecined else video


def _first_frame(name: str, index: int) -> Any:
    """From a container of its own: a seek to the start may fail, or land behind the first key frame."""
    import av

    with av.open(name) as container:
        frame = next(iter(islice(container.decode(container.streams[index]), 1)), None)
    if frame is None:
        raise InputError(f"{Path(name).name} has a picture that cannot be decoded")
    return frame


def _first_packets(name: str, streams: Iterable[Any]) -> list[tuple[int, Fraction | None]]:
    """Of the first packets of some streams the stream's index and the time (file time), in the order of the file."""
    import av

    with av.open(name) as container:
        packets = demuxed(container, [container.streams[stream.index] for stream in streams])
        return [
            (packet.stream.index, None if packet.pts is None else packet.pts * packet.time_base)
            for packet in islice(packets, _SAMPLED_PACKETS)
        ]


def _frame_rate(stream: Any, name: str) -> tuple[Fraction, bool]:
    """The rate to count frames at, and whether frames really come unevenly."""
    rate = stream.guessed_rate or stream.average_rate or Fraction(25)
    if rate > 240:
        rate = stream.average_rate or Fraction(25)
    times = sorted(time for _, time in _first_packets(name, [stream]) if time is not None)
    if len(times) == _SAMPLED_PACKETS:
        # The last few lack frames that are shown earlier but stored later.
        times = times[:-_REORDERED]
    gaps = [float(after - before) for before, after in pairwise(times)]
    uneven = bool(gaps) and max(gaps) - min(gaps) > 0.5 / float(rate)
    average = stream.average_rate or rate
    return _standard(Fraction(rate)), uneven or abs(float(average / rate) - 1) > 0.001


def _standard(rate: Fraction) -> Fraction:
    """The NTSC rate that a container with whole milliseconds or hundredths could only come near to."""
    return next((exact for exact in _STANDARD_RATES if abs(rate / exact - 1) < 2e-6), rate)


def _field_order(stream: Any, frame: Any) -> FieldOrder:
    if not frame.interlaced_frame:
        return "progressive"
    return "bff" if stream.codec_context.field_order in _BOTTOM_FIRST else "tff"


def _displayed(video: VideoStream) -> Size:
    shown = Size(round(video.coded_size.width * video.sample_aspect_ratio), video.coded_size.height)
    return Size(shown.height, shown.width) if video.rotation in (90, 270) else shown


def _audio(stream: Any, origin: float, whole: float, ends: dict[int, float]) -> AudioStream:
    start = max(0.0, float((stream.start_time or 0) * stream.time_base) - origin)
    length = float(stream.duration * stream.time_base) if stream.duration else ends.get(stream.index, whole) - start
    language = stream.metadata.get("language")
    import av

    kinds = av.stream.Disposition
    return AudioStream(
        index=stream.index,
        codec=stream.codec_context.name,
        channels=stream.codec_context.channels,
        layout=stream.layout.name,
        sample_rate=stream.rate,
        start=start,
        duration=max(0.0, length),
        language=None if language in (None, "und") else language,
        is_default=bool(stream.disposition & kinds.default),
        apart=bool(stream.disposition & _apart(kinds)) or "title" in stream.metadata,
    )


def _apart(kinds: Any) -> Any:
    return kinds.comment | kinds.hearing_impaired | kinds.visual_impaired | kinds.dub | kinds.clean_effects
