"""Where the crop window stands over the displayed picture."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.model.geometry import Size


@dataclass(frozen=True, slots=True)
class Keyframe:
    """From `time` (seconds of timeline time) on, the window's top left corner stands at (x, y) pixels."""

    time: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CropPath:
    """A window of one size in the displayed picture of the master; it stands still between keyframes."""

    size: Size
    keyframes: tuple[Keyframe, ...]

    def at(self, time: float) -> Keyframe:
        """The keyframe in force at `time` (timeline time): the last that is not later."""
        past = (keyframe for keyframe in reversed(self.keyframes) if keyframe.time <= time)
        return max(past, key=lambda keyframe: keyframe.time, default=self.keyframes[0])
