"""Avid DNxHR (SMPTE VC-3), every picture by itself and of the same size in bytes, for editing and archives."""

from __future__ import annotations

from fractions import Fraction

from autocut.codecs.codec import Codec, Options, Profile
from autocut.model.geometry import Size
from autocut.model.preset import Video

_EIGHT_BITS, _TEN_BITS = "yuv422p", "yuv422p10le"
_PROFILES = {
    "hq": Profile(("DNXHR HQ",), _EIGHT_BITS, "AVdh"),
    "hqx": Profile(("DNXHR HQX",), _TEN_BITS, "AVdh"),
    "sq": Profile(("DNXHR SQ",), _EIGHT_BITS, "AVdh"),
    "lb": Profile(("DNXHR LB",), _EIGHT_BITS, "AVdh"),
}
# Of every block of 16x16 pixels, as libavcodec has them from SMPTE ST 2019-1.
_BYTES = {"hq": 28672 / 255, "hqx": 28672 / 255, "sq": 18944 / 255, "lb": 5888 / 255}


def _options(video: Video, rate: Fraction) -> Options:
    name = video.profile or "hq"
    return {"c:v": "dnxhd", "profile:v": f"dnxhr_{name}", "pix_fmt": _PROFILES[name].pixel_format}


def _least(video: Video, size: Size, rate: Fraction) -> float:
    blocks = -(-size.width // 16) * -(-size.height // 16)
    return 8 * blocks * _BYTES[video.profile or "hq"] * float(rate) / 1000


DNXHR = Codec(
    encoder="dnxhd",
    stored="dnxhd",
    containers=("mov", "mxf"),
    profiles=_PROFILES,
    options=_options,
    least=_least,
    intra=True,
)
