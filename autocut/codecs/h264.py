"""H.264 by x264: what every platform takes."""

from __future__ import annotations

from fractions import Fraction

from autocut.codecs.codec import Aim, Codec, Options, Profile, by_pixels, capped, key_distance, two_passes
from autocut.model.preset import Video

SPEEDS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")
# The only floor that a platform states: 516 kbit/s at 540x960, of TikTok's advertisements (30 frames a second taken).
LEAST_BITS = 516_000 / (540 * 960 * 30)
# Where the cap bites, x264 with more threads than one writes another file each time; with none named it takes as many
# as there are cores.
_ONE, _ALL = 1, 0


def _options(video: Video, rate: Fraction) -> Options:
    keys = key_distance(video, rate)
    return {
        "c:v": "libx264",
        "preset": video.speed,
        "crf": video.crf,
        **capped(video),
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        "bf": video.b_frames,
        # Closed groups of even length, as the platforms ask for.
        "g": keys,
        "keyint_min": keys,
        "sc_threshold": 0,
        "x264-params": "open-gop=0",
        "threads:v": _ONE if video.repeatable else _ALL,
    }


def _aimed(video: Video, rate: Fraction, aim: Aim) -> Options:
    return two_passes(_options(video, rate), aim)


H264 = Codec(
    encoder="libx264",
    stored="h264",
    containers=("mp4", "mov"),
    # Its fastest speeds use less than the profile has, and say so.
    profiles={"high": Profile(("High", "Main", "Constrained Baseline"), "yuv420p", "avc1")},
    options=_options,
    aimed=_aimed,
    least=by_pixels(LEAST_BITS),
    speeds=SPEEDS,
    quality=(0, 51),
)
