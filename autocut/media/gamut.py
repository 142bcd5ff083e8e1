"""High dynamic range and wide colours to BT.709, by zscale (zimg) and ffmpeg's tonemap.

Light that is displayed stays what it was, as far as BT.709 can show it: mid grey and all below keep their value
relative to HDR reference white, 203 cd/m2 (ITU-R BT.2408), and what is brighter is rolled off.
"""

from __future__ import annotations

from autocut.media.step import Step
from autocut.model.media import Color, VideoStream

_REFERENCE_WHITE = 203
_WIDE = {"bt2020": "BT.2020", "smpte431": "DCI-P3", "smpte432": "Display P3"}
_SCALER_LACKS = {"ycgco": "YCgCo"}
_MATRICES = {
    "bt709": "709",
    "fcc": "fcc",
    "bt470bg": "470bg",
    "smpte170m": "170m",
    "smpte240m": "240m",
    "ycgco": "ycgco",
    "bt2020nc": "2020_ncl",
    # Nobody films with constant luminance: where the tag says so it is meant as the other.
    "bt2020c": "2020_ncl",
    "ictcp": "ictcp",
}
_RGB = ("rgb", "bgr", "gbr", "argb", "abgr", "0rgb", "0bgr")
# The side data would still call the result HDR.
_FORGET_LIGHT = (
    Step("sidedata", named={"mode": "delete", "type": "MASTERING_DISPLAY_METADATA"}),
    Step("sidedata", named={"mode": "delete", "type": "CONTENT_LIGHT_LEVEL"}),
)


def needs_narrowing(color: Color) -> bool:
    """Whether a scaler alone, which knows matrices and ranges, cannot bring the colours to BT.709."""
    return color.hdr != "none" or color.primaries in _WIDE or color.matrix in _SCALER_LACKS


def narrowing(video: VideoStream, form: str) -> tuple[tuple[Step, ...], str]:
    """The filters from the picture's colours to BT.709 SDR in video range and pixels of the format `form`, and in words
    what they do.

    What the tags leave open is taken as BT.2020 in HDR and as BT.709 else.
    """
    color = video.color
    if color.hdr != "none":
        return _tone_map(video, form), f"tone-mapped from {color.hdr.upper()} to BT.709"
    wide = color.primaries in _WIDE
    named = {
        **_input(video, primaries=_zscale_primaries(color.primaries) if wide else "709", matrix="709"),
        "tin": "709",
        "p": "709",
        "t": "709",
        "m": "709",
        "r": "tv",
    }
    words = " ".join(
        table[tag] for table, tag in ((_WIDE, color.primaries), (_SCALER_LACKS, color.matrix)) if tag in table
    )
    return (Step("zscale", named=named), Step("format", (form,))), f"colours brought from {words} to BT.709"


def _tone_map(video: VideoStream, form: str) -> tuple[Step, ...]:
    color = video.color
    primaries = _zscale_primaries(color.primaries) if color.primaries in _WIDE else "2020"
    transfer = color.transfer
    # Only exact arithmetic knows that HLG's gamma is one of luminance: by channel, saturated colours go astray.
    exact = {"agamma": "false"} if color.hdr == "hlg" else {}
    linear = {**_input(video, primaries, "2020_ncl"), "p": primaries, "tin": transfer, "t": "linear"}
    return (
        Step("zscale", named={**linear, "npl": _REFERENCE_WHITE, **exact}),
        Step("format", ("gbrpf32le",)),
        Step("zscale", named={"pin": primaries, "p": "709"}),
        Step("tonemap", ("mobius",)),
        Step("zscale", named={"t": "709", "m": "709", "r": "tv"}),
        Step("format", (form,)),
        *_FORGET_LIGHT,
    )


def _input(video: VideoStream, primaries: str, matrix: str) -> dict[str, str]:
    """What zscale is told of its input: it refuses frames whose tags leave something open."""
    own = "gbr" if video.pixel_format.startswith(_RGB) else _MATRICES.get(video.color.matrix, matrix)
    full = video.color.range == "pc" or own == "gbr"
    return {"pin": primaries, "min": own, "rin": "pc" if full else "tv"}


def _zscale_primaries(primaries: str) -> str:
    return primaries.removeprefix("bt")
