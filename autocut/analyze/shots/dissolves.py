"""Dissolves: one picture fades into another while both are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autocut.analyze.shots.blend import ramp, straightness
from autocut.analyze.shots.mismatch import mismatch
from autocut.media.frames import Frame
from autocut.model.sight import Transition
from autocut.model.span import Span

_RATE = 12.0
_LENGTHS = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0)
_SHORTEST_SECONDS = 0.25
_LEAST_CHANGE = 6.0
_LEAST_NEW = 0.5
_LEAST_TEXTURE = 8.0
_LEAST_STRAIGHT = 0.25
_POSSIBLY_STRAIGHT = 0.15
# How many times longer the way from picture to picture may be than the line from the first to the last.
_LONGEST_WAY = 3.0


@dataclass(slots=True)
class DissolveFinder:
    """Tries windows of several lengths (s) that end now, at most twelve times a second.

    `possible` are the windows that hold one or nearly so: what to look at again where frames were few.
    """

    frames: list[Frame] = field(default_factory=list)
    ways: list[float] = field(default_factory=list)
    textures: list[float] = field(default_factory=list)
    best: Transition | None = None
    best_rank: float = 0.0
    told_until: float = 0.0
    possible: list[Span] = field(default_factory=list)

    def see(self, frame: Frame) -> Iterator[Transition]:
        """Take the next thumbnail; a dissolve is told once no later window holds it better."""
        if self.frames and frame.time - self.frames[-1].time < 1 / _RATE - 1e-3:
            return
        self._keep(frame)
        for found, change in self._ending_now():
            # The whole of a dissolve changes the picture more than a part of it.
            rank = found.confidence * change
            if found.span.start >= self.told_until and (self.best is None or rank > self.best_rank):
                self.best, self.best_rank = found, rank
        if self.best is not None and self.frames[0].time > self.best.span.start:
            yield from self.rest()

    def rest(self) -> Iterator[Transition]:
        """The dissolve that was last seen."""
        if self.best is not None:
            yield self.best
            self.told_until = self.best.span.end
        self.best = None

    def _keep(self, frame: Frame) -> None:
        """The frames of the longest window, their texture, and how far the picture has gone up to each of them."""
        import cv2

        step = cv2.norm(frame.image, self.frames[-1].image) if self.frames else 0.0
        past = sum(each.time <= frame.time - _LENGTHS[-1] - 1 / _RATE for each in self.frames)
        self.ways = [*self.ways[past:], (self.ways[-1] if self.ways else 0.0) + step]
        self.textures = [*self.textures[past:], float(frame.image[..., 0].std())]
        self.frames = [*self.frames[past:], frame]

    def _ending_now(self) -> Iterator[tuple[Transition, float]]:
        """Windows that hold one, and the mean change of the picture over each."""
        import cv2

        now = self.frames[-1]
        if self.textures[-1] < _LEAST_TEXTURE:
            return
        for k in _begins(self.frames):
            first, window = self.frames[k], self.frames[k:]
            change = float(cv2.absdiff(now.image, first.image).mean())
            if change < _LEAST_CHANGE or self.textures[k] < _LEAST_TEXTURE:
                continue
            if self.ways[-1] - self.ways[k] > _LONGEST_WAY * cv2.norm(now.image, first.image):
                continue
            straight = straightness([each.image for each in window])
            if straight < _POSSIBLY_STRAIGHT or (new := mismatch(first.image, now.image)) < _LEAST_NEW:
                continue
            left, reached = ramp([each.image for each in window])
            span = Span(window[left].time, window[reached].time)
            if span.duration < _SHORTEST_SECONDS:
                continue
            self.possible.append(span)
            if straight >= _LEAST_STRAIGHT:
                yield Transition("dissolve", span, straight * min(1.0, new)), change


def _begins(frames: Sequence[Frame]) -> Iterator[int]:
    """Where the windows begin that end now and are about as long as each of the lengths, none twice."""
    first = len(frames) - 1
    for length in _LENGTHS:
        before = first
        while first > 0 and frames[-1].time - frames[first - 1].time < length + 0.5 / _RATE:
            first -= 1
        if first < before and first < len(frames) - 2:
            yield first
