"""Detections at a pace: dear looks are taken where they tell something new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from autocut.analyze.change import Change
from autocut.media.frames import Frame
from autocut.model.sight import Detection, Detections

_AFTER_CUT_SECONDS = 2.0
_LITTLE_EARLY = 0.9


@dataclass(slots=True)
class Sampled:
    """Detections every so many `seconds`, `seconds_after_cut` for two seconds after a cut, and at the cut itself.

    A picture that hardly changed is not looked at again: what was found before holds.
    """

    seconds: float
    seconds_after_cut: float
    samples: list[Detections] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    cut: float = 0.0

    def see(self, frame: Frame, find: Callable[[Frame], tuple[Detection, ...]]) -> None:
        """Take the next frame; `find` looks at it where that is due."""
        change = self.change.since_kept(frame.image)
        if change == "all":
            self.cut = frame.time
        pace = self.seconds_after_cut if frame.time - self.cut < _AFTER_CUT_SECONDS else self.seconds
        due = not self.samples or frame.time - self.samples[-1].time > pace * _LITTLE_EARLY
        if change == "none" and due:
            self.samples.append(Detections(frame.time, self.samples[-1].found))
        elif change == "all" or due:
            self.change.keep()
            self.samples.append(Detections(frame.time, find(frame)))
