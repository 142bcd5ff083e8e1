"""AV1 by SVT-AV1; the Main profile is of eight and of ten bits, which are told apart here."""

from __future__ import annotations

from fractions import Fraction

from autocut.codecs.codec import Aim, Codec, Options, Profile, by_pixels, capped, key_distance, two_passes
from autocut.codecs.h264 import LEAST_BITS, SPEEDS
from autocut.model.preset import Video

PROFILES = {
    "main": Profile(("Main",), "yuv420p", "av01"),
    "main10": Profile(("Main",), "yuv420p10le", "av01"),
}
# SVT-AV1 counts from 13, the fastest, to 0, and this build makes 11 of what is above.
_PRESETS = dict(zip(SPEEDS, (11, 10, 9, 8, 7, 6, 5, 4, 3), strict=True))
# Key frames that nothing refers across.
_CLOSED = "irefresh-type=2"
# Where the cap bites, more threads write another file each time.
_ONE_THREAD = ":lp=1"
# What HEVC saves it saves as well.
_AGAINST_H264 = 0.5


def _options(video: Video, rate: Fraction) -> Options:
    return {
        "c:v": "libsvtav1",
        "preset": _PRESETS[video.speed],
        "crf": video.crf,
        **capped(video),
        "pix_fmt": PROFILES[video.profile or "main"].pixel_format,
        "g": key_distance(video, rate),
        "svtav1-params": _CLOSED + (_ONE_THREAD if video.repeatable else ""),
    }


def _aimed(video: Video, rate: Fraction, aim: Aim) -> Options:
    # In this encoder a cap belongs to a quality alone.
    options = {key: value for key, value in _options(video, rate).items() if key not in ("maxrate", "bufsize")}
    return two_passes(options, aim)


AV1 = Codec(
    encoder="libsvtav1",
    stored="av1",
    containers=("mp4",),
    profiles=PROFILES,
    options=_options,
    aimed=_aimed,
    least=by_pixels(_AGAINST_H264 * LEAST_BITS),
    speeds=SPEEDS,
    quality=(1, 63),
)
