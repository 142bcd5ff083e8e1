"""Which encoder codes a picture: the hardware that is asked for where it can be opened, else the software.

That an encoder is listed says nothing: it codes a few pictures with the very options first, once a process.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from autocut.codecs.coding import Coding, software
from autocut.codecs.hardware import ENGINES, hardware
from autocut.errors import FfmpegError
from autocut.media.capabilities import first_line, refusal
from autocut.media.tools import ffmpeg_path
from autocut.model.preset import Video


def chosen(video: Video, rate: Fraction) -> tuple[Coding, tuple[str, ...]]:
    """How the picture is coded, and in words what of that was not asked for. Raises ToolError without an ffmpeg."""
    own = software(video, rate)
    if video.encoder == "software":
        return own, ()
    reasons = []
    for engine in ENGINES if video.encoder == "auto" else (video.encoder,):
        coding = hardware(engine, video, rate)
        reason = f"it has no encoder of {video.codec}" if coding is None else refused(coding)
        if coding is not None and reason is None:
            return coding, (f"coded by {coding.encoder}",)
        reasons.append(f"{engine}: {reason}")
    if video.encoder == "auto":
        return own, (f"no encoder in hardware can be opened ({'; '.join(reasons)}): coded by {own.encoder}",)
    _, _, reason = reasons[0].partition(": ")
    return own, (f"{video.encoder} was asked for and cannot be opened ({reason}): coded by {own.encoder}",)


def without_hardware(coding: Coding | None, own: Coding, error: FfmpegError) -> tuple[Coding, tuple[str, ...]] | None:
    """What codes instead of hardware that failed at its work, and in words; None where it was no hardware."""
    if coding is None or coding.encoder == own.encoder:
        return None
    said = [line for line in error.stderr.splitlines() if line.startswith(f"[{coding.encoder} @")]
    reason = first_line("\n".join(said)) if said else str(error)
    return own, (f"{coding.encoder} failed ({reason}): coded by {own.encoder}",)


def refused(coding: Coding) -> str | None:
    """Why it cannot code here, in ffmpeg's words; None where it has coded a few pictures. Raises ToolError."""
    options = tuple(part for key, value in coding.options.items() for part in (f"-{key}", str(value)))
    filters = ",".join(f"{name}={':'.join(values)}" for name, *values in coding.filters) or "null"
    return _refused(str(ffmpeg_path()), coding.encoder, options, filters, coding.device)


@cache
def _refused(program: str, encoder: str, options: tuple[str, ...], filters: str, device: tuple[str, ...]) -> str | None:
    return refusal(encoder, options, filters, device)
