"""What a finished file says of itself, with or without a picture."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from autocut.errors import InputError
from autocut.media.color import color_tags
from autocut.media.edits import Index, index_of
from autocut.media.order import Order, order_of
from autocut.model.geometry import Size
from autocut.model.media import Color
from autocut.model.timeline import Chapter


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The video stream: its exact rate, how many frames are stored, seconds at which it starts and lasts.

    `tag` is the code that mp4 and mov have for its codec; empty where the container has none.
    """

    codec: str
    size: Size
    frame_rate: Fraction
    frames: int
    start: float
    duration: float
    pixel_format: str
    color: Color
    sample_aspect_ratio: Fraction
    order: Order
    profile: str
    tag: str
    interlaced: bool


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """The audio stream, with the rate in Hz and times in seconds."""

    codec: str
    channels: int
    sample_rate: int
    start: float
    duration: float


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file: bytes, seconds, its first stream of each kind, and its chapters (file time).

    `pictures` and `sounds` count its streams of video and audio; `index` is that of an MP4 or QuickTime file,
    `container` the name of its format.
    """

    bytes: int
    duration: float
    picture: PictureFacts | None
    sound: SoundFacts | None
    chapters: tuple[Chapter, ...] = ()
    pictures: int = 0
    sounds: int = 0
    index: Index | None = None
    container: str = ""

    @property
    def measured(self) -> dict[str, Any]:
        """Length, picture and codecs by the names that a Delivery has for them; None for what the file lacks."""
        picture, sound = self.picture, self.sound
        return {
            "duration": round(picture.duration if picture else self.duration, 6),
            "width": picture.size.width if picture else None,
            "height": picture.size.height if picture else None,
            "frame_rate": picture.frame_rate if picture else None,
            "video_codec": picture.codec if picture else None,
            "audio_codec": sound.codec if sound else None,
        }


def inspect(path: Path) -> FileFacts:
    """Read every packet of the file at `path`; raises InputError where it is missing or no media file."""
    import av

    if not path.is_file():
        raise InputError(f"{path} is not a file")
    try:
        with av.open(str(path)) as container:
            video = next(iter(container.streams.video), None)
            audio = next(iter(container.streams.audio), None)
            counted: dict[int, int] = {}
            ends: dict[int, float] = {}
            shown: list[tuple[float, bool]] = []
            streams = (len(container.streams.video), len(container.streams.audio))
            for packet in container.demux():
                if packet.pts is not None:
                    index = packet.stream.index
                    counted[index] = counted.get(index, 0) + 1
                    end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
                    ends[index] = max(end, ends.get(index, 0.0))
                    if packet.stream is video:
                        shown.append((float(packet.pts * packet.time_base), packet.is_keyframe))
            picture = sound = None
            chapters = tuple(_chapter(found) for found in container.chapters())
            if video is not None:
                container.seek(0)
                frame = next(container.decode(video))
                start = float((video.start_time or 0) * video.time_base)
                picture = PictureFacts(
                    # What is in the file, not who decodes it.
                    codec=video.codec_context.codec.canonical_name,
                    size=Size(frame.width, frame.height),
                    frame_rate=video.average_rate or Fraction(0),
                    frames=counted.get(video.index, 0),
                    start=start,
                    duration=ends.get(video.index, start) - start,
                    pixel_format=frame.format.name,
                    color=color_tags(frame),
                    sample_aspect_ratio=video.sample_aspect_ratio or Fraction(1),
                    order=order_of(shown, video.average_rate or Fraction(0), ends.get(video.index, start)),
                    profile=video.codec_context.profile or "",
                    tag=video.codec_context.codec_tag.strip("\0"),
                    interlaced=frame.interlaced_frame,
                )
            if audio is not None:
                start = max(0.0, float((audio.start_time or 0) * audio.time_base))
                sound = SoundFacts(
                    codec=audio.codec_context.codec.canonical_name,
                    channels=audio.codec_context.channels,
                    sample_rate=audio.rate,
                    start=start,
                    duration=ends.get(audio.index, start) - start,
                )
            form = _form(container)
            length = container.duration / 1e6 if container.duration else max(ends.values(), default=0.0)
    except (av.FFmpegError, StopIteration) as error:
        raise InputError(f"{path.name} cannot be read as video or sound: it is damaged or no media file") from error
    return FileFacts(path.stat().st_size, length, picture, sound, chapters, *streams, index_of(path), form)


def _form(container: Any) -> str:
    """libavformat's name of the format, the first of several, and of those two that it reads alike the one it is."""
    names = container.format.name.split(",")
    if "mp4" in names:
        return "mov" if container.metadata.get("major_brand", "qt").strip() == "qt" else "mp4"
    return str(names[0])


def _chapter(found: Any) -> Chapter:
    return Chapter(float(found["start"] * found["time_base"]), found["metadata"].get("title", ""))
