"""Encoders in hardware, one function for each kind: pure, from a preset to options that were read and not yet run.

All of them are given the quality of the preset under its cap, and closed groups; the scale of quality is each
encoder's own, so that their files are of other sizes than those of the software.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from autocut.codecs import CODECS
from autocut.codecs.codec import Options, capped, key_distance
from autocut.codecs.coding import Coding
from autocut.codecs.h264 import SPEEDS
from autocut.model.preset import Engine, Video, VideoCodec

_NVENC_SPEEDS = dict(zip(SPEEDS, ("p1", "p1", "p2", "p2", "p3", "p4", "p5", "p6", "p7"), strict=True))
_QSV_SPEEDS = dict(zip(SPEEDS, ("veryfast", "veryfast", *SPEEDS[2:]), strict=True))
_AMF_SPEEDS = dict(zip(SPEEDS, (*["speed"] * 5, "balanced", *["quality"] * 3), strict=True))
# Every intra picture is to be one that nothing refers across; the two count it differently, and AV1 has no such option.
_QSV_KEYS: Mapping[VideoCodec, int] = {"h264": 0, "hevc": 1}
_LOSSY: tuple[VideoCodec, ...] = ("h264", "hevc", "av1")


def _shared(video: Video, rate: Fraction, engine: Engine) -> Options:
    profile = CODECS[video.codec].profile(video)
    ten_bits = profile.pixel_format.endswith("10le")
    shared: Options = {
        "c:v": f"{video.codec}_{engine}",
        "pix_fmt": "p010le" if ten_bits else "nv12",
        **capped(video),
        "g": key_distance(video, rate),
        "bf": video.b_frames,
    }
    if video.codec != "av1":
        shared["profile:v"] = "high" if video.codec == "h264" else "main10" if ten_bits else "main"
    if video.codec == "hevc":
        shared["tag:v"] = profile.tag
    return shared


def _nvenc(video: Video, rate: Fraction) -> Coding:
    quality: Options = {"preset": _NVENC_SPEEDS[video.speed], "rc": "vbr", "cq": video.crf, "b:v": 0}
    groups: Options = {"forced-idr": 1, "no-scenecut": 1, "strict_gop": 1}
    return Coding({**_shared(video, rate, "nvenc"), **quality, **groups})


def _qsv(video: Video, rate: Fraction) -> Coding:
    quality: Options = {"preset": _QSV_SPEEDS[video.speed], "global_quality": max(1, video.crf)}
    groups: Options = {"idr_interval": _QSV_KEYS[video.codec]} if video.codec in _QSV_KEYS else {}
    return Coding({**_shared(video, rate, "qsv"), **quality, **groups})


def _videotoolbox(video: Video, rate: Fraction) -> Coding | None:
    if video.codec == "av1":
        return None
    # From the best, 100, to the least; only Apple's own chips know a quality.
    return Coding({**_shared(video, rate, "videotoolbox"), "q:v": max(1, round(100 - 1.75 * video.crf))})


def _amf(video: Video, rate: Fraction) -> Coding:
    quality: Options = {"usage": "transcoding", "quality": _AMF_SPEEDS[video.speed]}
    quality |= {"rc": "qvbr", "qvbr_quality_level": min(51, max(1, video.crf))}
    return Coding({**_shared(video, rate, "amf"), **quality})


def _vaapi(video: Video, rate: Fraction) -> Coding:
    options = _shared(video, rate, "vaapi")
    pixels = str(options.pop("pix_fmt"))
    quality: Options = {"rc_mode": "QVBR", "global_quality": max(1, video.crf), "b:v": f"{video.max_bitrate}k"}
    groups: Options = {"idr_interval": 0}
    device = ("-init_hw_device", "vaapi=coder", "-filter_hw_device", "coder")
    return Coding({**options, **quality, **groups}, (("format", pixels), ("hwupload",)), device)


_ENGINES: Mapping[Engine, Callable[[Video, Fraction], Coding | None]] = {
    "nvenc": _nvenc,
    "qsv": _qsv,
    "videotoolbox": _videotoolbox,
    "amf": _amf,
    "vaapi": _vaapi,
}
ENGINES: tuple[Engine, ...] = tuple(_ENGINES)
"""The kinds of hardware, in the order in which `auto` tries them."""


def hardware(engine: Engine, video: Video, rate: Fraction) -> Coding | None:
    """By the hardware's encoder of the codec; None where there is none."""
    return _ENGINES[engine](video, rate) if video.codec in _LOSSY else None


def codings(engine: Engine, video: Callable[[VideoCodec], Video], rate: Fraction) -> dict[VideoCodec, Coding]:
    """How the hardware codes each codec that it has, with what is asked for in it."""
    found = {codec: hardware(engine, video(codec), rate) for codec in _LOSSY}
    return {codec: coding for codec, coding in found.items() if coding is not None}
