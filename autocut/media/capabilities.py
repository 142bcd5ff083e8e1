"""What the ffmpeg in use can do, found out by asking and trying it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autocut.errors import FfmpegError
from autocut.media.run import ffmpeg, finish, run
from autocut.media.tools import SETTING, ffmpeg_path

OLDEST = (5, 1)
FILTERS = frozenset(
    {"adelay", "aeval", "afade", "alimiter", "ametadata", "amix", "anullsrc", "apad", "aresample", "asegment"}
    | {"asetpts", "asoftclip", "asplit", "ass", "astats", "atrim", "blackdetect", "concat", "crop", "ebur128"}
    | {
        "format",
        "fps",
        "freezedetect",
        "gblur",
        "join",
        "lutyuv",
        "overlay",
        "pad",
        "pan",
        "perspective",
        "scale",
        "setparams",
    }
    | {"setpts", "setsar", "split"}
    | {"sidechaincompress", "tpad", "trim", "volume"}
)
FILTERS_FOR: Mapping[str, frozenset[str]] = {
    "interlaced masters": frozenset({"bwdif"}),
    "telecined masters": frozenset({"bwdif", "decimate", "fieldmatch", "idet"}),
    "interlaced versions": frozenset({"interlace"}),
    "noise reduction and clarity": frozenset({"acompressor", "afftdn", "equalizer", "highpass"}),
    "HDR and wide-gamut masters": frozenset({"sidedata", "tonemap", "zscale"}),
}
BITSTREAM_FILTERS = frozenset({"h264_metadata", "setts"})
NEEDED_ENCODERS = ("libx264", "aac", "libmp3lame", "pcm_s24le", "pcm_f32le")

_SOUND_ENCODERS = frozenset({"aac", "libmp3lame", "pcm_s24le", "pcm_f32le"})
_FILTER_LINE = re.compile(r"\s*[TSC.]{2,3}\s+(\w+)\s+[AVN|]+->[AVN|]+\s")
_LIT = 128
# The driver of a broken device may never answer.
_TRIAL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Burn:
    """A caption burnt into a black picture: how many pixels lit up, and the font's name in libass's words."""

    lit_pixels: int
    font: str


def origin(path: Path) -> str:
    """Where the ffmpeg at `path` comes from, in words."""
    for setting in (SETTING, "IMAGEIO_FFMPEG_EXE"):
        if os.environ.get(setting):
            return setting
    import imageio_ffmpeg

    return "imageio-ffmpeg" if Path(imageio_ffmpeg.__file__).parent in path.parents else "PATH"


def version() -> str | None:
    """The version that ffmpeg tells of itself, None where what was run is no ffmpeg; raises ToolError."""
    return version_in(_told("-version"))


def version_in(lines: Iterable[str]) -> str | None:
    """The version in what `ffmpeg -version` prints."""
    found = (re.match(r"ffmpeg version (\S+)", line) for line in lines)
    return next((match[1] for match in found if match), None)


def release(version: str) -> tuple[int, int] | None:
    """The release's two first numbers; None for a build of no release, such as `N-117-g0a1b` or `2026-09-30-git`."""
    found = re.match(r"n?(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else None


def filters() -> frozenset[str]:
    """The names of all filters that ffmpeg has; raises ToolError."""
    return filters_in(_told("-filters"))


def filters_in(lines: Iterable[str]) -> frozenset[str]:
    """The names in what `ffmpeg -filters` prints: two flags before each since FFmpeg 8, three before that."""
    found = (_FILTER_LINE.match(line) for line in lines)
    return frozenset(match[1] for match in found if match)


def bitstream_filters() -> frozenset[str]:
    """The names of all bitstream filters that ffmpeg has; raises ToolError."""
    return frozenset(line.strip() for line in _told("-bsfs"))


def refusal(encoder: str, options: Sequence[str] = (), filters: str = "null", device: Sequence[str] = ()) -> str | None:
    """Why the encoder cannot be used here, in ffmpeg's words or for lack of an answer; None where it has just coded
    a fifth of a second.

    A build lists encoders whose driver or device the machine does not have, so only a trial tells. The `options` are
    those of the output, `filters` what the picture goes through, and `device` global arguments.
    """
    if encoder in _SOUND_ENCODERS:
        source = ["-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "0.2"]
    else:
        source = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-frames:v", "5", "-vf", filters]
    try:
        trial = ["-v", "error", *device, *source, "-c", encoder, *options, "-f", "null", "-"]
        finish(ffmpeg(trial, limit=_TRIAL_SECONDS))
    except FfmpegError as error:
        return first_line(error.stderr)
    return None


def first_line(log: str) -> str:
    """The first thing that ffmpeg complained of, without who did; what SVT-AV1 tells of itself is no complaint."""
    lines = (re.sub(r"^(\[[^\]]*\]\s*)+", "", line).strip() for line in log.splitlines())
    return next((line for line in lines if line and not line.startswith("Svt[")), "it printed nothing")


def burn(font: Path, family: str) -> Burn:
    """Burn one caption in the font of that file and family into a small black picture.

    Without a font libass draws nothing, or takes another, and ffmpeg still ends well. Raises FfmpegError.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "fonts").mkdir()
        shutil.copy(font, folder / "fonts")
        (folder / "captions.ass").write_text(_script(family), "utf-8")
        source = ["-v", "info", "-f", "lavfi", "-i", "color=black:size=320x180", "-frames:v", "1"]
        drawn = ["-vf", "ass=captions.ass:fontsdir=fonts,format=gray", "-f", "rawvideo", "picture.gray"]
        log = finish(ffmpeg([*source, *drawn], cwd=folder, limit=_TRIAL_SECONDS))
        pixels = (folder / "picture.gray").read_bytes()
    return Burn(sum(pixel >= _LIT for pixel in pixels), font_in(log))


def font_in(log: str) -> str:
    """The font that libass chose, from its log; empty where it found none."""
    found: Sequence[str] = re.findall(r"fontselect: \(.*?\) -> (.+?), -?\d+, (\S+)", log)
    return found[-1][1] if found else ""


def _script(family: str) -> str:
    style = f"Style: Caption,{family},40,&H00FFFFFF,-1,0,0,5"
    return (
        "[Script Info]\nScriptType: v4.00+\nPlayResX: 320\nPlayResY: 180\n"
        f"[V4+ Styles]\nFormat: Name,Fontname,Fontsize,PrimaryColour,Bold,Outline,Shadow,Alignment\n{style}\n"
        "[Events]\nFormat: Start,End,Style,Text\nDialogue: 0:00:00.00,0:00:10.00,Caption,autocut\n"
    )


def _told(question: str) -> list[str]:
    return list(run([str(ffmpeg_path()), "-hide_banner", question], limit=_TRIAL_SECONDS))
