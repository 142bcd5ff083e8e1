"""XDCAM HD422 (SMPTE RDD 9): MPEG-2 4:2:2 at a constant 50 Mbit/s, as broadcasters take it in.

At 50 and 59.94 pictures a second it is interlaced, at the lower rates progressive.
"""

from __future__ import annotations

from fractions import Fraction

from autocut.codecs.codec import Codec, Options, Profile
from autocut.model.geometry import Size
from autocut.model.preset import Video

_KILOBITS = 50_000
# In use for this format; the standard would allow more.
_BUFFER_BITS = 17_825_792
_FRAME_RATES = (Fraction(24_000, 1001), Fraction(25), Fraction(30_000, 1001))
_FIELD_RATES = (Fraction(50), Fraction(60_000, 1001))
# Each codes a band of the picture by itself, so that their number must not be the machine's.
_THREADS = 4


def _options(video: Video, rate: Fraction) -> Options:
    constant: Options = dict.fromkeys(("b:v", "minrate", "maxrate"), f"{_KILOBITS}k")
    return {
        "c:v": "mpeg2video",
        "pix_fmt": "yuv422p",
        # 4:2:2 Profile and High Level have no names in libavcodec's encoder.
        "profile:v": 0,
        "level:v": 2,
        **constant,
        "bufsize": _BUFFER_BITS,
        "rc_max_vbv_use": 1,
        "rc_min_vbv_use": 1,
        "qmin": 1,
        "qmax": 12,
        "dc": 10,
        "non_linear_quant": 1,
        "intra_vlc": 1,
        "bf": 2,
        # Half a second: 12 frames at 23.976 and 25, 15 at 29.97.
        "g": 12 if rate <= 25 or rate == 50 else 15,
        # At no cut a group of its own.
        "sc_threshold": 1_000_000_000,
        "threads:v": _THREADS,
        **({"flags": "+ildct+ilme", "field_order": "tt"} if rate in _FIELD_RATES else {}),
    }


def _least(video: Video, size: Size, rate: Fraction) -> float:
    return _KILOBITS


XDCAM = Codec(
    encoder="mpeg2video",
    stored="mpeg2video",
    containers=("mxf",),
    profiles={"hd422": Profile(("4:2:2",), "yuv422p", "")},
    options=_options,
    least=_least,
    closed=False,
    sizes=(Size(1920, 1080),),
    rates=(*_FRAME_RATES, *_FIELD_RATES),
    field_rates=_FIELD_RATES,
)
