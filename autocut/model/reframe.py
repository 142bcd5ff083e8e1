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
        return max((k for k in self.keyframes if k.time <= time), key=lambda k: k.time, default=self.keyframes[0])
