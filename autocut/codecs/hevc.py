"""HEVC by x265, under the tag that Apple's players ask for."""

from __future__ import annotations

from fractions import Fraction

from autocut.codecs.codec import Aim, Codec, Options, Profile, by_pixels, capped, key_distance
from autocut.codecs.h264 import LEAST_BITS, SPEEDS
from autocut.model.preset import Video

PROFILES = {
    "main": Profile(("Main",), "yuv420p", "hvc1"),
    "main10": Profile(("Main 10",), "yuv420p10le", "hvc1"),
}
# 59 % less than H.264 for the same quality in MPEG's own test (Tan et al., IEEE TCSVT 26, 2016); half is safe.
_AGAINST_H264 = 0.5
# Where the cap bites, x265 with more frames at once than one writes another file each time; the rows of one may be
# coded at once all the same. Told 0 it takes as many as the cores allow.
_ONE, _ALL = 1, 0


def _shared(video: Video, rate: Fraction, *more: str) -> Options:
    name = video.profile or "main"
    keys, frames = key_distance(video, rate), _ONE if video.repeatable else _ALL
    groups = f"keyint={keys}:min-keyint={keys}:scenecut=0:open-gop=0:frame-threads={frames}"
    return {
        "c:v": "libx265",
        "preset": video.speed,
        **capped(video),
        "profile:v": name,
        "pix_fmt": PROFILES[name].pixel_format,
        "tag:v": PROFILES[name].tag,
        "bf": video.b_frames,
        "x265-params": ":".join([f"log-level=error:{groups}", *more]),
    }


def _options(video: Video, rate: Fraction) -> Options:
    return {**_shared(video, rate), "crf": video.crf}


def _aimed(video: Video, rate: Fraction, aim: Aim) -> Options:
    # x265 has a log of its own, and does not take ffmpeg's.
    passes = _shared(video, rate, f"pass={aim.number}", f"stats={aim.log}.x265")
    return {**passes, "b:v": f"{aim.bitrate}k"}


HEVC = Codec(
    encoder="libx265",
    stored="hevc",
    containers=("mp4", "mov"),
    profiles=PROFILES,
    options=_options,
    aimed=_aimed,
    least=by_pixels(_AGAINST_H264 * LEAST_BITS),
    speeds=SPEEDS,
    quality=(0, 51),
)
