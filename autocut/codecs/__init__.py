"""The codecs of the picture, one a file: arithmetic from a preset to ffmpeg's options, and what a file must then be.

A codec is one file and one line in CODECS, and its name in `VideoCodec`.
"""

from __future__ import annotations

from collections.abc import Mapping

from autocut.codecs.av1 import AV1
from autocut.codecs.codec import Codec
from autocut.codecs.dnxhr import DNXHR
from autocut.codecs.h264 import H264
from autocut.codecs.hevc import HEVC
from autocut.codecs.prores import PRORES
from autocut.codecs.xdcam import XDCAM
from autocut.model.preset import VideoCodec

CODECS: Mapping[VideoCodec, Codec] = {
    "h264": H264,
    "hevc": HEVC,
    "av1": AV1,
    "prores": PRORES,
    "dnxhr": DNXHR,
    "xdcam": XDCAM,
}
