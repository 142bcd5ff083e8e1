"""Shots by block matching, the default: a pass over few frames, then a close look at what it leaves open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import ClassVar

from autocut.analyze.detector import Looking
from autocut.analyze.shots.assemble import settled, tiled
from autocut.analyze.shots.cuts import Cut, CutFinder
from autocut.analyze.shots.dissolves import DissolveFinder
from autocut.analyze.shots.fades import Fade, FadeFinder
from autocut.media.frames import THUMBNAIL, Frame, Frames, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span, united

_SURE = 0.5
# With fewer frames a cut stands out less among what moves, never more: what is less sure than this is none.
_POSSIBLE = 0.15
_EVIDENT = 0.4
_BESIDE_CUT_SECONDS = 0.24
_BESIDE_GRADUAL_SECONDS = 0.2
_SHORTEST_GRADUAL = 0.3
# Frames as near as this tell as much of what is gradual as every frame does.
_DENSE_SECONDS = 0.13


@dataclass(frozen=True, slots=True)
class BlockMatching(Looking):
    """Cuts exact to the frame, fades and dissolves, each with its confidence.

    Hard cuts are judged by what of the picture motion can't explain (`cuts.py`), fades and dissolves by the
    straight line that pictures take when they are mixed (`blend.py`). Unless `exhaustive`, the shared decode
    leaves out most frames; what these could change is looked at again.
    """

    exhaustive: bool = False

    does: ClassVar[str] = "finding shots"
    version: ClassVar[int] = 3
    view: ClassVar[View] = THUMBNAIL
    effort: ClassVar[float] = 0.6

    def closely(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """Nothing: it looks closely by itself."""
        return (master.span,) if self.exhaustive else ()

    def look(self, master: Master, model: Path | None, known: Analysis) -> _Pass:
        """A pass over what the decode gives."""
        return _Pass(master, self.exhaustive)


@dataclass(slots=True)
class _Seen:
    """What the frames of one stretch hold."""

    times: list[float] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    fades: list[Fade] = field(default_factory=list)
    dissolves: list[Transition] = field(default_factory=list)
    cut_finder: CutFinder = field(default_factory=CutFinder)
    fade_finder: FadeFinder = field(default_factory=FadeFinder)
    dissolve_finder: DissolveFinder = field(default_factory=DissolveFinder)

    def see(self, frame: Frame) -> None:
        self.times.append(frame.time)
        self.cuts.extend(self.cut_finder.see(frame))
        self.fades.extend(self.fade_finder.see(frame))
        self.dissolves.extend(self.dissolve_finder.see(frame))

    def end(self) -> None:
        self.cuts.extend(self.cut_finder.rest())
        self.fades.extend(self.fade_finder.rest())
        self.dissolves.extend(self.dissolve_finder.rest())

    def is_dense(self, span: Span) -> bool:
        first = max(0, bisect_left(self.times, span.start) - 1)
        within = self.times[first : bisect_left(self.times, span.end) + 1]
        return all(later - earlier <= _DENSE_SECONDS for earlier, later in pairwise(within))


@dataclass(slots=True)
class _Pass:
    master: Master
    exhaustive: bool
    seen: _Seen = field(default_factory=_Seen)

    def see(self, frame: Frame) -> None:
        self.seen.see(frame)

    def found(self) -> tuple[Shot, ...]:
        self.seen.end()
        seen = self.seen if self.exhaustive else self._seen_again()
        cuts = [Transition("cut", Span(cut.after, cut.after), cut.confidence) for cut in sorted(seen.cuts)]
        sure = [cut for cut in cuts if cut.confidence > _SURE]
        return tiled(settled(sure, seen.fades, seen.dissolves), self.master.span)

    def _seen_again(self) -> _Seen:
        """What stands once the doubtful cuts and all that may be gradual were seen with more frames around."""
        seen, step = self.seen, 1.5 / float(self.master.video.frame_rate)
        doubtful = [cut for cut in seen.cuts if _is_doubtful(cut, step)]
        closely = united(_widened(Span(cut.before, cut.after), _BESIDE_CUT_SECONDS) for cut in doubtful)
        evident = [dissolve for dissolve in seen.dissolves if dissolve.confidence > _EVIDENT]
        told = [*(fade.span for fade in seen.fades), *(dissolve.span for dissolve in evident)]
        possible = _without([*seen.fade_finder.possible, *seen.dissolve_finder.possible], told)
        gradual = [span for span in possible if not seen.is_dense(span)]

        cuts = [cut for cut in seen.cuts if cut not in doubtful]
        known = {cut.after for cut in cuts}
        fades = list(seen.fades)
        dissolves = [each for each in seen.dissolves if each in evident or not _touches(each.span, gradual)]
        for again in _look(self.master, united([*gradual, *closely]), closely):
            cuts += [cut for cut in again.cuts if cut.after not in known and _one_of(cut, doubtful)]
            fades += [fade for fade in again.fades if _is_new(fade.span, gradual, told)]
            dissolves += [dissolve for dissolve in again.dissolves if _is_new(dissolve.span, gradual, told)]
        return _Seen(cuts=cuts, fades=fades, dissolves=dissolves)


def _is_doubtful(cut: Cut, step: float) -> bool:
    """Whether frames left out could move the cut, or change the verdict on it."""
    few = cut.spacing > step and (cut.after - cut.before > step or cut.confidence < _SURE)
    return few and cut.confidence > _POSSIBLE


def _look(master: Master, spans: Sequence[Span], closely: Sequence[Span]) -> Iterator[_Seen]:
    """Each of the spans seen by itself, with every frame of what lies in `closely`."""
    decode = Frames(master, [THUMBNAIL], spans, closely)
    frames = (frame for _, (frame,) in decode if frame is not None)
    for _, stretch in groupby(frames, lambda frame: bisect_left(spans, frame.time, key=lambda span: span.end)):
        seen = _Seen()
        for frame in stretch:
            seen.see(frame)
        seen.end()
        yield seen


def _widened(span: Span, seconds: float) -> Span:
    return Span(max(0.0, span.start - seconds), span.end + seconds)


def _without(possible: Sequence[Span], told: Sequence[Span]) -> tuple[Span, ...]:
    """What of the spans is not yet told of, with a little beside it."""
    left = list(possible)
    for known in told:
        left = [part for span in left for part in _parts(span, known)]
    return united(_widened(span, _BESIDE_GRADUAL_SECONDS) for span in left if span.duration > _SHORTEST_GRADUAL)


def _parts(span: Span, known: Span) -> Iterator[Span]:
    """The span without what lies in the known one."""
    if span.overlap(known) == 0:
        yield span
        return
    if span.start < known.start:
        yield Span(span.start, known.start)
    if span.end > known.end:
        yield Span(known.end, span.end)


def _one_of(cut: Cut, doubtful: Sequence[Cut]) -> bool:
    """Whether it lies between the frames that one of the doubtful cuts lies between."""
    return any(each.before <= cut.before and cut.after <= each.after for each in doubtful)


def _is_new(span: Span, gradual: Sequence[Span], told: Sequence[Span]) -> bool:
    return _touches(span, gradual) and not _touches(span, told)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlap(other) > 0 for other in others)
