"""When captions come and go: whole frames, held to the picture's cuts as the published rules have it.

The zones are those of the Netflix Timed Text Style Guide ("Subtitle timing guidelines") as numbers of SubtitleEdit's
profile of it: a time within the red zone of a cut is moved onto the cut, one within the green zone out of it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from autocut.model.preset import Captions
from autocut.model.scripts import columns
from autocut.model.sight import Shot
from autocut.model.span import Span, frame_count
from autocut.model.timeline import Timeline

_HOLD_SECONDS = 0.5
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Draft:
    """A caption without its times: its text, when it is said, and the time it must not leave (timeline time)."""

    text: str
    said: Span
    within: Span


def cuts(timeline: Timeline, shots: Sequence[Shot]) -> tuple[int, ...]:
    """The frames of the timeline at which the picture changes at once: joins, and hard cuts of the master."""
    found: set[int] = set()
    for clip, placed in timeline.placed():
        start = frame_count(placed.start, timeline.frame_rate)
        found |= {start, frame_count(placed.end, timeline.frame_rate)}
        if clip.of_master:
            changes = (shot.span.start for shot in shots if shot.opening is None or shot.opening.kind == "cut")
            inside = (time - clip.span.start for time in changes if clip.span.start < time < clip.span.end)
            found |= {start + frame_count(time, timeline.frame_rate) for time in inside}
    return tuple(sorted(found))


def times(drafts: Sequence[Draft], changes: Sequence[int], style: Captions, rate: Fraction) -> tuple[Span, ...]:
    """From when to when each caption is shown (timeline time): in order, on whole frames, none with another.

    Each comes with its first frame of sound and stays half a second after the last, longer where it could not be
    read; both are moved to or off the picture's cuts where that leaves the captions long enough. Gaps shorter than the
    profile's `chain` are closed. One for which there is no frame left is empty.
    """
    return _Clock(drafts, changes, style, rate).times()


class _Clock:
    """Captions in frames."""

    def __init__(self, drafts: Sequence[Draft], changes: Sequence[int], style: Captions, rate: Fraction) -> None:
        self._drafts, self._changes, self._style, self._rate = drafts, changes, style, rate
        self._gap = math.ceil(style.gap * rate - _ROUNDING)
        self._red, self._green = (round(zone * rate / 24) for zone in (style.red_zone, style.green_zone))
        self._chain = style.chain * rate
        self._shortest = math.ceil(style.min_duration * rate - _ROUNDING)
        self._longest = math.floor(style.max_duration * rate + _ROUNDING)
        self._starts: list[int] = []

    def times(self) -> tuple[Span, ...]:
        natural = self._apart([math.floor(draft.said.start * self._rate + _ROUNDING) for draft in self._drafts])
        for k, start in enumerate(natural):
            self._starts.append(self._entered(k, start, natural))
        ends = [self._left(k) for k in range(len(natural))]
        return tuple(
            Span(float(a / self._rate), float(max(a, b) / self._rate)) for a, b in zip(self._starts, ends, strict=True)
        )

    def _apart(self, starts: list[int]) -> list[int]:
        """A frame at least for each, where there is one."""
        for k, draft in enumerate(self._drafts):
            first = self._first(draft)
            starts[k] = max(starts[k], first, starts[k - 1] + 1 if k else first)
        for k in range(len(starts) - 1, -1, -1):
            latest = self._last(self._drafts[k]) - 1
            following = starts[k + 1] - 1 if k + 1 < len(starts) else latest
            starts[k] = max(self._first(self._drafts[k]), min(starts[k], latest, following))
        return starts

    def _first(self, draft: Draft) -> int:
        return math.ceil(draft.within.start * self._rate - _ROUNDING)

    def _last(self, draft: Draft) -> int:
        return math.floor(draft.within.end * self._rate + _ROUNDING)

    def _entered(self, k: int, start: int, natural: Sequence[int]) -> int:
        """The in-time: on the cut in its red zone, out of its green zone, if all keep the time that they need."""
        cut = self._nearest(start)
        if cut is None:
            return start
        away = start - cut
        moved = cut if abs(away) <= self._red else cut + math.copysign(self._green, away)
        wanted = round(moved) if abs(away) < self._green else start
        last = self._last(self._drafts[k])
        following = min(last, natural[k + 1] - self._gap) if k + 1 < len(natural) else last
        if wanted > start and following - wanted < self._needed(k):
            return start
        if wanted < self._first(self._drafts[k]):
            return start
        if k and wanted < start and wanted - self._gap - self._starts[-1] < self._needed(k - 1):
            return start
        return wanted

    def _left(self, k: int) -> int:
        """The out-time."""
        draft, start, limit = self._drafts[k], self._starts[k], self._limit(k)
        said = math.ceil(draft.said.end * self._rate - _ROUNDING)
        held = min(math.ceil((draft.said.end + _HOLD_SECONDS) * self._rate - _ROUNDING), start + self._longest)
        end = max(start + 1, min(max(held, start + self._needed(k), said), limit))
        return self._chained(k, self._cleared(k, end, limit), limit)

    def _limit(self, k: int) -> int:
        last = self._last(self._drafts[k])
        if k + 1 == len(self._drafts):
            return last
        following, start = self._starts[k + 1], self._starts[k]
        # One so short that the gap would leave it no time runs on to the next.
        return min(last, following - self._gap if following - self._gap > start else following)

    def _cleared(self, k: int, end: int, limit: int) -> int:
        """An out-time moved to the last frame before a cut, or out of the zone behind it."""
        cut = self._nearest(end)
        start, needed = self._starts[k], min(self._needed(k), end - self._starts[k])
        if cut is None or cut <= start or abs(end - cut) >= self._green:
            return end
        wanted = cut - self._gap if end - cut <= self._red else cut + self._green
        fits = start < wanted <= limit and needed <= wanted - start <= max(self._longest, end - start)
        return wanted if fits else end

    def _chained(self, k: int, end: int, limit: int) -> int:
        """An out-time drawn to the next caption, or to a cut before it."""
        if k + 1 == len(self._drafts) or not end < limit or self._starts[k + 1] - end >= self._chain:
            return end
        cut = next((cut - self._gap for cut in self._changes if end < cut - self._gap < limit), limit)
        return cut if cut - self._starts[k] <= self._longest else end

    def _needed(self, k: int) -> int:
        """The frames in which the caption can be read."""
        reading = columns(self._drafts[k].text) / self._style.max_characters_per_second
        return max(self._shortest, math.ceil(reading * self._rate - _ROUNDING))

    def _nearest(self, frame: int) -> int | None:
        """The cut nearest to the frame; None where there is none or the profile moves nothing."""
        if not self._green or not self._changes:
            return None
        k = bisect_left(self._changes, frame)
        return min(self._changes[max(0, k - 1) : k + 1], key=lambda cut: abs(cut - frame))
