"""Apple ProRes 422, every picture by itself in ten bits. ffmpeg's encoder is not one that Apple has licensed."""

from __future__ import annotations

from fractions import Fraction

from autocut.codecs.codec import Codec, Options, Profile, by_pixels
from autocut.model.preset import Video

_NUMBERS = {"hq": 3, "standard": 2, "lt": 1, "proxy": 0}
_TEN_BITS = "yuv422p10le"


def _options(video: Video, rate: Fraction) -> Options:
    return {
        "c:v": "prores_ks",
        "profile:v": _NUMBERS[video.profile or "hq"],
        "vendor": "apl0",
        "pix_fmt": _TEN_BITS,
    }


PRORES = Codec(
    encoder="prores_ks",
    stored="prores",
    containers=("mov",),
    profiles={
        "hq": Profile(("HQ",), _TEN_BITS, "apch"),
        "standard": Profile(("Standard",), _TEN_BITS, "apcn"),
        "lt": Profile(("LT",), _TEN_BITS, "apcs"),
        "proxy": Profile(("Proxy",), _TEN_BITS, "apco"),
    },
    options=_options,
    # A still picture takes next to nothing.
    least=by_pixels(0.0),
    intra=True,
)
