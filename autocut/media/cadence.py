"""Whether film was spread over interlaced fields (2:3 pulldown), by the repeated fields that ffmpeg's idet counts."""

from __future__ import annotations

import re
from pathlib import Path

from autocut.media.run import ffmpeg, finish
from autocut.model.span import as_ffmpeg_time

_PLACES = (0.2, 0.5, 0.8)
_SECONDS = 3.0
_REPEATED = re.compile(r"Repeated Fields: Neither: *(\d+) *Top: *(\d+) *Bottom: *(\d+)")
_SINGLE = re.compile(r"Single frame detection: TFF: *(\d+) *BFF: *(\d+)")
# Of five frames one repeats its top field and one its bottom field; what stands still, and noise, hides some of them.
# Interlaced video of many kinds seemed to repeat up to 6 % of either, film with grain 10 % and more.
_LEAST_SHARE = 0.09
_VIDEO_REPEATS = 0.05
_VIDEO_INTERLACED = 0.3


def is_telecined(path: Path, track: int, duration: float) -> bool:
    """Whether the picture repeats fields as telecined film does, wherever it moves, in three short stretches.

    `track` is the stream's index. Raises FfmpegError where the picture cannot be decoded.
    """
    counts = [_fields(path, track, place * max(0.0, duration - _SECONDS)) for place in _PLACES]
    frames = sum(count for count, *_ in counts)
    if not frames or any(_is_video(*count) for count in counts):
        return False
    return all(sum(repeats) / frames >= _LEAST_SHARE for repeats in zip(*(count[1:3] for count in counts), strict=True))


def _is_video(frames: int, top: int, bottom: int, interlaced: int) -> bool:
    moves = interlaced > _VIDEO_INTERLACED * frames
    return moves and (top < _VIDEO_REPEATS * frames or bottom < _VIDEO_REPEATS * frames)


def _fields(path: Path, track: int, start: float) -> tuple[int, int, int, int]:
    """Of the frames of a stretch: how many, with a repeated top or bottom field, and interlaced."""
    sought = ["-ss", as_ffmpeg_time(start), "-t", as_ffmpeg_time(_SECONDS)]
    counting = ["-map", f"0:{track}", "-vf", "idet=rep_thres=1.5", "-f", "null", "-"]
    log = finish(ffmpeg(["-v", "info", *sought, "-i", f"file:{path}", *counting]))
    repeated, single = _REPEATED.findall(log), _SINGLE.findall(log)
    if not repeated or not single:
        return 0, 0, 0, 0
    neither, top, bottom = (int(count) for count in repeated[-1])
    return neither + top + bottom, top, bottom, sum(int(count) for count in single[-1])
