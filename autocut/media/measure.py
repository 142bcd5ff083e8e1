"""Measure what a file sounds and looks like, by ffmpeg's own meters."""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autocut.errors import FfmpegError
from autocut.media.run import Outcome, ffmpeg, run
from autocut.media.tools import ffmpeg_path
from autocut.model.geometry import Box
from autocut.model.rendition import Loudness
from autocut.model.signal import Signal
from autocut.model.sound import LoudnessCurves
from autocut.model.span import Span, as_ffmpeg_time

_REDUCED = 8
_SILENCE = -69.0
_FLOOR = -70.0
_CURVE_RATE = 10.0
_BLOCK_SECONDS = 0.4
_CURVE_KEYS = ("lavfi.r128.M", "lavfi.r128.S", "lavfi.astats.Overall.Peak_level")
# The meter's own true peak is the highest so far; its loudness is told in frames of 0.1 s, which the rest keeps.
_CURVES = (
    "ebur128=metadata=1:framelog=quiet,aresample=192000,"
    "astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level,ametadata=mode=print:file=-"
)
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


def loudness_curves(path: Path, tracks: Sequence[int], duration: float) -> Generator[float, None, LoudnessCurves]:
    """Momentary and short-term loudness and true peaks (EBU Tech 3341, ITU-R BS.1770), ten times a second.

    A loudness is that of the 400 ms or 3 s that end with its tenth of a second, a peak that of the loudest channel
    within it, at four times 48 kHz. Silence, and what has not filled its window yet, reads -70. `tracks` are
    the stream's index in the file, or those of a left and a right one; yields the share done. Raises FfmpegError
    where a track cannot be decoded.
    """
    graph = f"{_heard(tracks)},{_CURVES}[m]"
    arguments = ["-v", "error", "-nostdin", "-i", f"file:{path}", "-filter_complex", graph, "-map", "[m]"]
    curves: tuple[list[float], ...] = ([], [], [])
    for key, value in _printed([*arguments, "-f", "null", "-"]):
        if key in _CURVE_KEYS:
            curves[_CURVE_KEYS.index(key)].append(max(_FLOOR, round(_number(value), 2)))
        if key == _CURVE_KEYS[0] and duration > 0:
            yield min(1.0, len(curves[0]) / _CURVE_RATE / duration)
    # The oversampler holds back a few last samples, a frame of their own that has no loudness.
    return LoudnessCurves(*(Signal(_CURVE_RATE, tuple(values[: len(curves[0])])) for values in curves))


def _heard(tracks: Sequence[int]) -> str:
    """The streams of the first input as the beginning of a graph, two as stereo that is as long as the left."""
    steady = "aresample=async=1:first_pts=0"
    if len(tracks) == 1:
        return f"[0:{tracks[0]}]{steady}"
    left, right = tracks
    sides = f"[0:{left}]{steady}[l];[0:{right}]{steady},apad[r]"
    return f"{sides};[l][r]join=inputs=2:channel_layout=stereo:map=0.0-FL|1.0-FR"


def _printed(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The keys and values that ffmpeg prints; raises FfmpegError."""
    lines = run([str(ffmpeg_path()), "-hide_banner", *arguments])
    while True:
        try:
            key, _, value = next(lines).partition("=")
        except StopIteration as end:
            outcome: Outcome = end.value
            break
        yield key, value
    if outcome.return_code != 0:
        raise FfmpegError(outcome.command, outcome.return_code, outcome.stderr)


def speech_loudness(path: Path, spans: Sequence[Span]) -> Generator[float, None, float | None]:
    """The integrated loudness in LUFS of the `spans` of the file at `path`; None where they are silent.

    By BS.1770 over the blocks of 400 ms, ten a second, that lie within them, with its gates of -70 LUFS and 10 LU:
    speech as it was found, and not as Dolby's Dialogue Intelligence would find it.
    """
    graph = "ebur128=metadata=1:framelog=quiet,ametadata=mode=print:key=lavfi.r128.M:file=-"
    arguments = ["-v", "error", "-nostdin", "-i", f"file:{path}", "-map", "0:a:0", "-af", graph, "-f", "null", "-"]
    levels = [_number(value) for key, value in _printed(arguments) if key == _CURVE_KEYS[0]]
    yield 1.0
    blocks = (((k + 1) / _CURVE_RATE, level) for k, level in enumerate(levels))
    own = [level for end, level in blocks if any(s.start <= end - _BLOCK_SECONDS and end <= s.end for s in spans)]
    heard = [level for level in own if level > _FLOOR]
    if not heard:
        return None
    gate = _mean_level(heard) - 10
    return _mean_level([level for level in heard if level > gate])


def _mean_level(levels: Sequence[float]) -> float:
    return 10 * math.log10(math.fsum(10 ** (level / 10) for level in levels) / len(levels))


def meters(path: Path, *, picture: bool, sound: bool, duration: float) -> Generator[float, None, Meters]:
    """Decode the file to its end and read every meter; yields the share done.

    Where decoding fails on the way the meters are those up to there, and the fault is told.
    """
    # Key frames of a picture that stands still differ a little; deblocking makes nothing move and takes a while.
    spared = ["-skip_loop_filter", "all"] if picture else []
    arguments = ["-v", "info", "-xerror", "-err_detect", "explode", *spared, "-i", f"file:{path}"]
    if picture:
        arguments += ["-map", "0:v:0", "-vf", _stillness(0.06, -50, 0.98)]
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


def still_meters(
    path: Path, track: int, span: Span, rate: Fraction, window: Box | None = None
) -> Generator[float, None, Meters]:
    """Black and frozen stretches of `span` of the file at `path`, in time from the start of the span.

    The picture is brought to `rate` and held to the end first: where a master has no frames it stands still. Of it the
    `window`, in shares of its sides, is looked at, at an eighth of its size and by a wider margin than `meters` asks
    for: coding it anew takes away grain and the faint noise that still moves, and thin lines grow wide when reduced.
    """
    held = f"tpad=stop=-1:stop_mode=clone,fps={rate}:start_time=0,trim=duration={as_ffmpeg_time(span.duration)}"
    if window is not None:
        x, y, width, height = window.x, window.y, window.width, window.height
        held += f",crop=iw*{width:.6f}:ih*{height:.6f}:iw*{x:.6f}:ih*{y:.6f}"
    held += f",scale=ceil(iw/{_REDUCED}):ceil(ih/{_REDUCED}):flags=area"
    # From the key frame before, so that the picture that stands at the beginning of the span is known.
    sought = ["-noaccurate_seek", "-ss", as_ffmpeg_time(span.start)] if span.start > 0 else []
    arguments = ["-v", "info", *sought, "-i", f"file:{path}", "-map", f"0:{track}"]
    arguments += ["-vf", f"{held},{_stillness(0.08, -45, 0.9)}", "-f", "null", "-"]
    log = yield from ffmpeg(arguments, duration=span.duration)
    return Meters(Loudness(None, None), _black(log), _frozen(log, span.duration), ())


def _stillness(darkest: float, quietest: int, black: float) -> str:
    """Filters that tell what is dark, up to the luma share `darkest`, in the share `black` of the picture, and what
    moves by less than `quietest` dB."""
    return f"blackdetect=d=0.1:pix_th={darkest}:pic_th={black},freezedetect=n={quietest}dB:d=0.5"


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
