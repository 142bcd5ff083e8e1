"""What a codec of the picture is: where it goes, how it is asked for, and how a file says that it is coded so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from autocut.model.geometry import Size
from autocut.model.preset import Container, Video

_SAME_RATE = 0.01

Options = dict[str, str | int]
"""Output options of ffmpeg, by their names without the dash."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One form of a codec: its pixels, and the code that mp4 and mov give it.

    `stored` is libavcodec's name of it in a file, and of those that any player of this one plays as well.
    """

    stored: tuple[str, ...]
    pixel_format: str
    tag: str


@dataclass(frozen=True, slots=True)
class Aim:
    """Two passes over the picture that come out at so many kbit/s; `log` is a file name for what the first found."""

    bitrate: int
    number: int
    log: str


@dataclass(frozen=True, slots=True)
class Codec:
    """A codec as ffmpeg's own `encoder` makes it; `stored` is libavcodec's name of what is in the file.

    `options` are those of quality capped by bitrate at a frame rate, `aimed` those of one of two passes, None where
    the codec cannot be aimed at a size. `least` is the kbit/s below which a picture of that size and rate is not to
    be coded; of a codec that cannot be aimed, what it takes at the least. The first of the `profiles` is the usual
    one. Where there are `sizes` and `rates`, there are no others; at the `field_rates` among them two pictures become
    the fields of one frame, the upper one first. `speeds` and `quality` are what the preset may say, and none where
    it does not matter. `intra` is that every picture is coded by itself, `closed` that none is told across a key
    frame.
    """

    encoder: str
    stored: str
    containers: tuple[Container, ...]
    profiles: Mapping[str, Profile]
    options: Callable[[Video, Fraction], Options]
    least: Callable[[Video, Size, Fraction], float]
    aimed: Callable[[Video, Fraction, Aim], Options] | None = None
    intra: bool = False
    closed: bool = True
    speeds: tuple[str, ...] = ()
    quality: tuple[int, int] | None = None
    sizes: tuple[Size, ...] = ()
    rates: tuple[Fraction, ...] = ()
    field_rates: tuple[Fraction, ...] = ()

    def pictures_a_frame(self, rate: Fraction | float) -> int:
        """How many pictures of a version of that rate are in a frame of its file: two where they become fields."""
        return 2 if any(abs(float(known) - rate) < _SAME_RATE for known in self.field_rates) else 1

    def profile(self, video: Video) -> Profile:
        """The profile that the preset names, else the usual one."""
        return self.profiles[video.profile or next(iter(self.profiles))]


def key_distance(video: Video, rate: Fraction) -> int:
    """How many frames lie from one key frame to the next, at least one."""
    return max(1, round(video.gop * rate))


def capped(video: Video) -> Options:
    """The cap on the bitrate, over a buffer of two seconds."""
    return {"maxrate": f"{video.max_bitrate}k", "bufsize": f"{2 * video.max_bitrate}k"}


def two_passes(options: Options, aim: Aim) -> Options:
    """The options with a bitrate instead of a quality, for an encoder that takes ffmpeg's own passes."""
    without = {key: value for key, value in options.items() if key != "crf"}
    return {**without, "b:v": f"{aim.bitrate}k", "pass": aim.number, "passlogfile": aim.log}


def by_pixels(bits: float) -> Callable[[Video, Size, Fraction], float]:
    """The kbit/s of so many bits a pixel."""

    def least(video: Video, size: Size, rate: Fraction) -> float:
        return bits * size.width * size.height * float(rate) / 1000

    return least
