"""How one encoder is called: what ffmpeg is told before, at the end of the picture's filters, and for the file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from autocut.codecs import CODECS
from autocut.codecs.codec import Options
from autocut.model.preset import Video

# A last picture without a second field is there twice.
_FIELDS = (("tpad", "0", "1", "add", "clone"), ("interlace", "tff", "linear"))


@dataclass(frozen=True, slots=True)
class Coding:
    """Options of the output, the filters that bring the picture to the encoder, and global arguments for its device."""

    options: Options
    filters: tuple[tuple[str, ...], ...] = ()
    device: tuple[str, ...] = ()

    @property
    def encoder(self) -> str:
        """ffmpeg's name of the encoder."""
        return str(self.options["c:v"])


def software(video: Video, rate: Fraction) -> Coding:
    """By ffmpeg's own encoder of the codec."""
    codec = CODECS[video.codec]
    return Coding(codec.options(video, rate), _FIELDS if codec.pictures_a_frame(rate) == 2 else ())
