"""One picture of a master."""

from __future__ import annotations

from autocut.errors import InputError
from autocut.media.frames import Frame, Frames, View
from autocut.model.media import Master
from autocut.model.span import Span

_BEFORE_SECONDS = 1.0
_TICK = 0.1


def still(master: Master, time: float, longest_side: int) -> Frame:
    """The picture that is seen at `time` (master time), upright, its longest side at most so many pixels.

    Raises InputError where nothing can be decoded there.
    """
    frame_length = float(1 / master.video.frame_rate)
    # A frame's time may be a tick more than what was asked for.
    near = Span(max(0.0, time - _BEFORE_SECONDS), time + _TICK * frame_length)
    last: Frame | None = None
    for _, (frame,) in Frames(master, [View(longest_side)], [near], [near], deblocked=True):
        last = frame or last
        if last is not None and last.time > time - (1 - _TICK) * frame_length:
            break
    if last is None:
        raise InputError(f"{master.path.name} has no picture at {time:.3f} s")
    return last
