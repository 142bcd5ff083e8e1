"""Codec tables of a preset to ffmpeg's output options."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from autocut.codecs import CODECS
from autocut.codecs.codec import Aim, Options
from autocut.model.media import Master
from autocut.model.preset import Audio, Container, Preset, Video


def aimed_options(video: Video, rate: Fraction, aim: Aim) -> Options:
    """The options of one of two passes that come out at a bitrate, of a codec that can be aimed."""
    aimed = CODECS[video.codec].aimed
    assert aimed is not None
    return aimed(video, rate, aim)


def pixel_format(preset: Preset) -> str:
    """The pixels that the codec of the preset's picture takes, by ffmpeg's name."""
    assert preset.video is not None
    return CODECS[preset.video.codec].profile(preset.video).pixel_format


def copy_options(master: Master) -> Options:
    """The options that keep the master's own H.264, tagged as BT.709 within it where it has no tags."""
    tags = "colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1:video_full_range_flag=0"
    rate = master.video.frame_rate
    # Containers with times in whole milliseconds have uneven ones.
    return {"c:v": "copy", "bsf:v": f"h264_metadata={tags},{_even(rate)}"}


def joining_options(rate: Fraction) -> Options:
    """The options that put coded parts of a picture together as they are."""
    return {"c:v": "copy", "bsf:v": _even(rate)}


def _even(rate: Fraction) -> str:
    ticks = rate.denominator
    time = f"round(TS/{ticks})*{ticks}"
    return f"setts=time_base=1/{rate.numerator}:prescale=1:pts={time}:dts={time}:duration={ticks}"


def audio_options(audio: Audio) -> Options:
    """The options of the sound's codec."""
    names = {"aac": "aac", "mp3": "libmp3lame", "pcm_s24le": "pcm_s24le"}
    options: Options = {"c:a": names[audio.codec], "ar": audio.sample_rate, "ac": audio.channels}
    if audio.codec != "pcm_s24le":
        options["b:a"] = f"{audio.bitrate}k"
    return options


def container_options(container: Container) -> Options:
    """The options of the file format: index first, no timecode track, no trace of the master's metadata."""
    return dict(_CONTAINERS[container])


def sound_container(container: Container) -> Container:
    """The container that holds the same sound without a picture: MXF is not written without one."""
    return "mov" if container == "mxf" else container


_CONTAINERS: Mapping[Container, Options] = {
    "mp4": {"f": "mp4", "movflags": "+faststart", "write_tmcd": 0},
    "mov": {"f": "mov", "movflags": "+faststart+write_colr", "write_tmcd": 0},
    "mxf": {"f": "mxf"},
    "mp3": {"f": "mp3"},
}
