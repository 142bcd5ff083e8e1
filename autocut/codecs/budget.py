"""Whether a version can be had in so many bytes, and how many kbit/s that leaves to its picture."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from autocut.codecs import CODECS
from autocut.model.geometry import Size
from autocut.model.preset import Audio, Preset
from autocut.model.rendition import Rendition

# The cap holds over this many seconds (`codec.capped`), so that a picture may have as much once more.
_BUFFER_SECONDS = 2.0
# Of AAC and MP3 above what they were asked for.
_LOSSY_EXCESS = 1.03
_SAMPLE_BYTES = 3
# Tables of MP4 have up to 24 bytes a picture and a little for each block of sound; those of MXF have more.
_PICTURE_BYTES = {"mp4": 24, "mov": 24, "mxf": 160, "mp3": 0}
_SOUND_BLOCK_BYTES, _SOUND_BLOCKS = 12, 48_000 / 1024
_HEAD_BYTES = {"mp4": 8_000, "mov": 8_000, "mxf": 60_000, "mp3": 4_000}


@dataclass(frozen=True, slots=True)
class Budget:
    """The bytes that a file may have, those that its sound and its container take of them, and its seconds."""

    limit: int
    others: float
    duration: float

    @property
    def bitrate(self) -> float:
        """The kbit/s that are left for the picture; below zero where none are."""
        return (self.limit - self.others) * 8 / 1000 / self.duration

    def bytes_at(self, bitrate: float) -> float:
        """The size of the file with a picture of so many kbit/s."""
        return self.others + bitrate * 1000 / 8 * self.duration


def budget(rendition: Rendition, *, heard: bool) -> Budget:
    """What the version may take, by `limits.max_bytes`; it has sound where it is `heard`."""
    preset, timeline = rendition.preset, rendition.timeline
    pictures = timeline.frames if preset.video else 0
    others: float = _HEAD_BYTES[preset.container] + pictures * _PICTURE_BYTES[preset.container]
    if heard:
        others += timeline.duration * (_sound_bytes(preset.audio) + _SOUND_BLOCK_BYTES * _SOUND_BLOCKS)
    return Budget(preset.limits.max_bytes, others, timeline.duration)


def least_bitrate(preset: Preset, size: Size, rate: Fraction) -> float:
    """The kbit/s below which a picture of that size and rate is not to be coded, or cannot."""
    assert preset.video is not None
    return CODECS[preset.video.codec].least(preset.video, size, rate)


def may_exceed(preset: Preset, allowed: Budget) -> bool:
    """Whether the file could be larger than is allowed if its picture used all that its cap lets it."""
    if preset.video is None:
        return False
    return allowed.bytes_at(preset.video.max_bitrate * (1 + _BUFFER_SECONDS / allowed.duration)) > allowed.limit


def _sound_bytes(audio: Audio) -> float:
    """Of one second."""
    if audio.codec == "pcm_s24le":
        return audio.sample_rate * audio.channels * _SAMPLE_BYTES
    return audio.bitrate * 1000 / 8 * _LOSSY_EXCESS
