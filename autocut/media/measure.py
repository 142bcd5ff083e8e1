"""Measure what a file sounds and looks like, by ffmpeg's own meters."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autocut.errors import FfmpegError
from autocut.media.run import ffmpeg
from autocut.model.rendition import Loudness
from autocut.model.span import Span, as_ffmpeg_time

_SILENCE = -69.0
_MOMENTARY = re.compile(r"\[Parsed_ebur128.*?t:\s*([\d.]+)\s+TARGET.*?M:\s*(-?[\d.]+|-?inf|nan)")
_INTEGRATED = re.compile(r"Integrated loudness:\s+I:\s+(-?[\d.]+|-?inf|nan) LUFS")
_PEAK = re.compile(r"True peak:\s+Peak:\s+(-?[\d.]+|-?inf|nan) dBFS")
_BLACK = re.compile(r"black_start:([\d.]+) black_end:([\d.]+)")
_FREEZE = re.compile(r"freeze_(start|end): ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Meters:
    """Loudness of the whole, stretches of black and of frozen picture (file time), and what failed to decode."""

    loudness: Loudness
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    faults: tuple[str, ...]


def momentary_loudness(path: Path, track: int, duration: float) -> Generator[float, None, tuple[float, ...]]:
    """Momentary loudness (EBU Tech 3341) in LUFS ten times a second; yields the share done.

    `track` is the stream's index in the file. Silence reads -70.
    """
    graph = f"[0:{track}]aresample=async=1:first_pts=0,ebur128=framelog=info[m]"
    arguments = ["-v", "info", "-i", f"file:{path}", "-filter_complex", graph, "-map", "[m]", "-f", "null", "-"]
    log = yield from ffmpeg(arguments, duration=duration)
    return tuple(max(-70.0, _number(value)) for _, value in _MOMENTARY.findall(log))


def meters(path: Path, *, picture: bool, sound: bool, duration: float) -> Generator[float, None, Meters]:
    """Decode the file to its end and read every meter; yields the share done.

    Where decoding fails on the way the meters are those up to there, and the fault is told.
    """
    arguments = ["-v", "info", "-xerror", "-err_detect", "explode", "-i", f"file:{path}"]
    if picture:
        arguments += ["-map", "0:v:0", "-vf", "blackdetect=d=0.1:pix_th=0.06,freezedetect=n=-60dB:d=0.5"]
    if sound:
        arguments += ["-map", "0:a:0", "-af", "ebur128=peak=true:framelog=quiet"]
    fault: tuple[str, ...] = ()
    try:
        log = yield from ffmpeg([*arguments, "-f", "null", "-"], duration=duration)
    except FfmpegError as error:
        if error.return_code < 0:
            raise
        log, fault = error.stderr, (str(error),)
    return Meters(loudness_in(log), _black(log), _frozen(log, duration), (*_faults(log.replace(str(path), "")), *fault))


def tail_meters(path: Path, track: int, span: Span, rate: Fraction) -> Generator[float, None, Meters]:
    """Black and frozen stretches of `span` of the file at `path`, in time from the start of the span.

    The picture is brought to `rate` and held to the end first: where a master has no frames it stands still.
    Frozen by a wider margin than `meters` asks for: coding it anew takes away the faint noise that still moves.
    """
    length = as_ffmpeg_time(span.duration)
    filters = f"fps={rate}:start_time=0,tpad=stop=-1:stop_mode=clone,trim=duration={length}"
    arguments = ["-v", "info", "-ss", as_ffmpeg_time(span.start), "-t", length, "-i", f"file:{path}"]
    arguments += ["-map", f"0:{track}", "-vf"]
    arguments += [f"{filters},blackdetect=d=0.1:pix_th=0.08,freezedetect=n=-45dB:d=0.5", "-f", "null", "-"]
    log = yield from ffmpeg(arguments, duration=span.duration)
    return Meters(Loudness(None, None), _black(log), _frozen(log, span.duration), ())


def loudness_in(log: str) -> Loudness:
    """What ebur128's summary in ffmpeg's log says; None for silence or where there is no summary."""
    integrated = [_number(value) for value in _INTEGRATED.findall(log)]
    peak = [_number(value) for value in _PEAK.findall(log)]
    return Loudness(
        integrated_lufs=integrated[-1] if integrated and integrated[-1] > _SILENCE else None,
        true_peak_dbtp=peak[-1] if peak and peak[-1] > -120 else None,
    )


def _number(text: str) -> float:
    return -200.0 if "inf" in text or "nan" in text else float(text)


def _black(log: str) -> tuple[Span, ...]:
    return tuple(Span(float(start), float(end)) for start, end in _BLACK.findall(log))


def _frozen(log: str, duration: float) -> tuple[Span, ...]:
    spans: list[Span] = []
    start: float | None = None
    for kind, time in _FREEZE.findall(log):
        if kind == "start":
            start = float(time)
        elif start is not None:
            spans.append(Span(start, float(time)))
            start = None
    if start is not None:
        spans.append(Span(start, max(start, duration)))
    return tuple(spans)


def _faults(log: str) -> tuple[str, ...]:
    signs = ("error while decoding", "corrupt", "Invalid data", "concealing")
    return tuple(line.strip() for line in log.splitlines() if any(sign in line for sign in signs))
