"""How a picture ends: black or frozen for how long, and how long the plan lets it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from autocut.media.measure import Meters, tail_meters
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.render.films import Films

_AT_THE_END_SECONDS = 0.15
_UNPLANNED_BLACK = 0.5
_UNPLANNED_FROZEN = 1.0
_TENTH = 0.1
_MARGIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Tail:
    """Seconds of black and of unmoving picture at the end."""

    black: float
    frozen: float

    def within(self, allowed: Tail) -> bool:
        """Whether it is no longer than what is allowed, to the tenth that the meters are true to."""
        return self.black <= allowed.black + _TENTH and self.frozen <= allowed.frozen + _TENTH

    def __str__(self) -> str:
        return f"{self.black:.1f} s black, {self.frozen:.1f} s frozen"


def tail_of(read: Meters, duration: float) -> Tail:
    """The tail that the meters saw in a picture of `duration` seconds; stretches that touch count as one."""
    return Tail(_last_run(read.black, duration), _last_run(read.frozen, duration))


def expected_tail(rendition: Rendition, films: Films, shown: Tail) -> Generator[float, None, Tail]:
    """What the end of the plan shows by itself: end cards, and before them the tail that the film has there.

    That is measured only where the version has `shown` more than any may have, and only over as many seconds.
    """
    cards, last = 0.0, None
    for clip in reversed(rendition.timeline.clips):
        if clip.card is None:
            last = clip
            break
        cards += clip.span.duration
    if last is None:
        return Tail(cards, cards)
    allowed = Tail(_UNPLANNED_BLACK + cards, _UNPLANNED_FROZEN + cards)
    if shown.within(allowed):
        return allowed
    start, end, film = last.span.start, last.span.end, films.of(last)
    looked = Span(max(start, end - max(shown.black, shown.frozen) + cards - _MARGIN_SECONDS), end)
    read = yield from tail_meters(film.path, film.video.index, looked, rendition.timeline.frame_rate)
    own = tail_of(read, looked.duration)
    return Tail(max(own.black + cards, allowed.black), max(own.frozen + cards, allowed.frozen))


def _last_run(spans: tuple[Span, ...], duration: float) -> float:
    start = duration
    for span in sorted(spans, reverse=True):
        if span.end < start - _AT_THE_END_SECONDS:
            break
        start = min(start, span.start)
    return duration - start
