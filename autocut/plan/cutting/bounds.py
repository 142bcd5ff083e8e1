"""Where a clip may begin and end: in true gaps of the voice, on whole frames, clear of slivers of other shots."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, takewhile

from autocut.model.preset import Editing
from autocut.model.span import Span, uncovered, united
from autocut.plan.assemble import frame_times
from autocut.plan.cutting.slivers import Slivers
from autocut.plan.footage import Footage

_REACH_SECONDS = 0.5
_GAP_REACH_SECONDS = 1.0
_DEAD_AIR_SECONDS = 3.0
_CLEAR_SECONDS = 0.02
_ON_A_CHANGE = 0.4
_BLACK = 1.0
_ROUNDING = 1e-6


class Bounds:
    """The cut points of a master for one way of editing.

    The voice is what the voice detector heard and what the transcript has words for, together: a gap is where neither
    has anything.
    """

    def __init__(self, footage: Footage, edit: Editing) -> None:
        analysis = footage.analysis
        said = analysis.transcript.words if analysis.transcript else ()
        self.footage, self.edit, self._master = footage, edit, footage.master
        self._words = sorted(word.span for word in said)
        self._starts, self._ends = [word.start for word in self._words], [word.end for word in self._words]
        self.voice = united([*analysis.voice, *self._words])
        self._voice_ends = [span.end for span in self.voice]
        self._black = analysis.black
        self.slivers = Slivers(analysis.shots, footage.master)
        self._settled: dict[tuple[bool, float], float | None] = {}

    def settled(self, span: Span) -> Span | None:
        """The passage with its ends moved to where they may be (master time); None where that cannot be.

        They stay between the words that they were between. Where speech is less than three seconds away they lie within
        half a second of where the preset's pre-roll and post-roll put them, else of where they were; a shot change
        within reach is taken before any other place.
        """
        start, end = self.opening(span.start), self.closing(span.end)
        if start is None or end is None or end - start < self.slivers.least:
            return None
        return Span(start, end)

    def opening(self, time: float) -> float | None:
        """Where a passage that begins at about `time` may begin."""
        return self._remembered(True, time, self._opening)

    def closing(self, time: float) -> float | None:
        """Where a passage that ends at about `time` may end."""
        return self._remembered(False, time, self._closing)

    def gaps(self, within: Span) -> Iterator[Span]:
        """The gaps of the voice within a span, in order."""
        return uncovered(self.voices(within), within)

    def voices(self, within: Span) -> Iterator[Span]:
        """The stretches of voice that share time with a span, in order."""
        near = islice(self.voice, bisect_right(self._voice_ends, within.start), None)
        return takewhile(lambda voice: voice.start < within.end, near)

    def outwards(self, span: Span) -> Span:
        """The span, as far as the gap of the voice before it and that after it."""
        picture = self._master.picture
        before = list(self.gaps(Span(0.0, min(span.start, picture.end))))
        after = next(self.gaps(Span(min(span.end, picture.end), picture.end)), None)
        start = self.opening(before[-1].end - 1e-3 if before and before[-1].end < span.start else span.start)
        end = self.closing(after.start + 1e-3 if after and after.start > span.end else span.end)
        start = span.start if start is None else min(start, span.start)
        end = span.end if end is None else max(end, span.end)
        return Span(max(0.0, start), min(end, picture.end))

    def _remembered(self, opens: bool, time: float, find: Callable[[float], float | None]) -> float | None:
        if (opens, time) not in self._settled:
            self._settled[opens, time] = find(time)
        return self._settled[opens, time]

    def _opening(self, time: float) -> float | None:
        for gap in self._gaps_about(time):
            speech = gap.end - time <= _DEAD_AIR_SECONDS and self._is_said(gap.end + _ROUNDING)
            wanted = gap.end - self._share(gap, self.edit.pre_roll) if speech else time
            cost = partial(self._opening_cost, wanted=wanted)
            if (best := self._best(gap, wanted, cost, self.slivers.after)) is not None:
                return best
        return None

    def _closing(self, time: float) -> float | None:
        for gap in self._gaps_about(time):
            speech = time - gap.start <= _DEAD_AIR_SECONDS and self._is_said(gap.start - _ROUNDING)
            wanted = gap.start + self._share(gap, self.edit.post_roll) if speech else time
            cost = partial(self._closing_cost, wanted=wanted)
            if (best := self._best(gap, wanted, cost, self.slivers.before)) is not None:
                return best
        return None

    def _is_said(self, time: float) -> bool:
        """Whether words are said in the stretch of voice that holds the time."""
        k = bisect_left(self._voice_ends, time)
        voice = self.voice[k] if k < len(self.voice) and self.voice[k].start <= time else None
        first = bisect_left(self._starts, voice.start) if voice else 0
        return voice is not None and first < len(self._starts) and self._starts[first] < voice.end

    def _share(self, gap: Span, roll: float) -> float:
        """As much of a gap as a roll takes, or its share of it where the gap is too short for both rolls."""
        rolls = self.edit.pre_roll + self.edit.post_roll
        return min(roll, gap.duration * roll / rolls) if rolls else 0.0

    def _gaps_about(self, time: float) -> list[Span]:
        """The gaps between the word before and the word after that are in reach, the nearest first."""
        pause = self._pause(time)
        away = {gap: max(0.0, gap.start - time, time - gap.end) for gap in self.gaps(pause)} if pause else {}
        return sorted((gap for gap in away if away[gap] <= _GAP_REACH_SECONDS), key=lambda gap: away[gap])

    def _pause(self, time: float) -> Span | None:
        """From the end of the last word before to the start of the first after, each by its middle; None within one."""
        k = bisect_left(self._words, time, key=lambda word: word.middle)
        start = max(self._ends[:k][-1:], default=0.0)
        end = min(self._starts[k : k + 1], default=max(start, self._master.duration))
        return Span(start, end) if end > start else None

    def _best(
        self, gap: Span, wanted: float, cost: Callable[[float], float], sliver: Callable[[float], float]
    ) -> float | None:
        """The cheapest frame bound of a gap near to where it is wanted, without a sliver of another shot."""
        room = clear(gap, Span(0.0, self._master.duration))
        at = min(max(wanted, room.start), room.end)
        within = Span(max(room.start, at - _REACH_SECONDS), min(room.end, at + _REACH_SECONDS))
        fit = [place for place in frame_times(within, self._master) if sliver(place) == 0]
        return min(fit, key=lambda place: (round(cost(place), 6), place), default=None)

    def _opening_cost(self, place: float, wanted: float) -> float:
        return self._cost(place, wanted, self.slivers.ends_change(place))

    def _closing_cost(self, place: float, wanted: float) -> float:
        return self._cost(place, wanted, self.slivers.starts_change(place))

    def _cost(self, place: float, wanted: float, on_change: bool) -> float:
        """Seconds away from where it is wanted, less for a shot change, more for black."""
        black = any(span.start < place < span.end for span in self._black)
        return abs(place - wanted) - _ON_A_CHANGE * on_change + _BLACK * black


def clear(gap: Span, within: Span) -> Span:
    """The gap less a little at each side, which belongs to the voice; not where it ends with `within`."""
    little = min(_CLEAR_SECONDS, gap.duration / 4)
    return Span(gap.start + little * (gap.start > within.start), gap.end - little * (gap.end < within.end))
