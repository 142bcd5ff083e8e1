"""One picture of a master."""

from __future__ import annotations

from autocut.errors import InputError
from autocut.media.frames import Frame, Frames, View
from autocut.model.media import Master
from autocut.model.span import Span

_BEFORE_SECONDS = 1.0


def still(master: Master, time: float, longest_side: int) -> Frame:
    """The picture that is seen at `time` (master time), upright, its longest side at most so many pixels.

    Raises InputError where nothing can be decoded there.
    """
    half = 0.5 / float(master.video.frame_rate)
    near = Span(max(0.0, time - _BEFORE_SECONDS), time + half)
    last: Frame | None = None
    for _, (frame,) in Frames(master, [View(longest_side)], [near], [near]):
        last = frame or last
        if last is not None and last.time > time - half:
            break
    if last is None:
        raise InputError(f"{master.path.name} has no picture at {time:.3f} s")
    return last
