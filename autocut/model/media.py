"""What a master is: the facts that probing finds, before anything is decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from autocut.model.geometry import Size
from autocut.model.span import Span

FieldOrder = Literal["progressive", "tff", "bff"]
Hdr = Literal["none", "pq", "hlg"]


@dataclass(frozen=True, slots=True)
class Color:
    """The colour tags of the picture by their names in ISO/IEC 23091-2, `unknown` where it has none."""

    primaries: str = "unknown"
    transfer: str = "unknown"
    matrix: str = "unknown"
    range: str = "unknown"

    @property
    def hdr(self) -> Hdr:
        """Which high dynamic range transfer the picture has."""
        return {"smpte2084": "pq", "arib-std-b67": "hlg"}.get(self.transfer, "none")  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The picture as it is coded.

    `start` and `duration` are seconds of master time; `frame_rate` is the exact average rate;
    `rotation` is the clockwise turn in degrees that a player gives it; `coded_size` is before
    rotation and sample aspect ratio. `telecined` is film spread over more frames: its rate is that of the film.
    """

    index: int
    codec: str
    coded_size: Size
    frame_rate: Fraction
    start: float
    duration: float
    variable_frame_rate: bool = False
    rotation: int = 0
    sample_aspect_ratio: Fraction = Fraction(1)
    pixel_format: str = "yuv420p"
    bit_depth: int = 8
    color: Color = Color()
    field_order: FieldOrder = "progressive"
    telecined: bool = False

    @property
    def stored_rate(self) -> Fraction:
        """The rate of the frames that are stored, before film is taken back out of them."""
        return self.frame_rate * 5 / 4 if self.telecined else self.frame_rate


@dataclass(frozen=True, slots=True)
class AudioStream:
    """One track of sound; `start` and `duration` are seconds of master time, the rate is in Hz.

    `apart` is that it calls itself something else than the programme: a commentary, a description, or by a title.
    """

    index: int
    codec: str
    channels: int
    layout: str
    sample_rate: int
    start: float
    duration: float
    language: str | None = None
    is_default: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Master:
    """One video to make versions of, never changed.

    Master time starts at zero with the earliest stream. `size` is of the displayed picture.
    `fingerprint` tells masters apart by content; it is quick and no proof against forgery.
    `heard` is the index of the track that was chosen, None where nobody chose; `right` that of a mono track that is
    joined to it as its right channel.
    """

    path: Path
    fingerprint: str
    bytes: int
    container: str
    duration: float
    size: Size
    video: VideoStream
    audio: tuple[AudioStream, ...] = ()
    timecode: str | None = None
    title: str | None = None
    heard: int | None = None
    right: int | None = None

    @property
    def span(self) -> Span:
        """The whole of it."""
        return Span(0.0, self.duration)

    @property
    def picture(self) -> Span:
        """From its beginning to the end of its picture: sound that runs on is left out."""
        return Span(0.0, min(self.duration, self.video.start + self.video.duration))

    @property
    def sound(self) -> AudioStream | None:
        """The track that is heard: the chosen one, else the one marked default, else the first."""
        usual = next((track for track in self.audio if track.is_default), next(iter(self.audio), None))
        return next((track for track in self.audio if track.index == self.heard), usual)

    @property
    def tracks(self) -> tuple[int, ...]:
        """The indices of the streams that are heard: none, that of `sound`, or those of its left and right channel."""
        if self.sound is None:
            return ()
        return (self.sound.index,) if self.right is None else (self.sound.index, self.right)
