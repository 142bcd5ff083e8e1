"""How the picture of a file ends that nobody planned here: black or frozen for how long."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.media.measure import Meters
from autocut.model.rendition import Check
from autocut.model.span import Span

_AT_THE_END_SECONDS = 0.15
_TENTH = 0.1


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


_MOST = Tail(2.0, 5.0)


def tail_of(read: Meters, duration: float) -> Tail:
    """The tail that the meters saw in a picture of `duration` seconds; stretches that touch count as one."""
    return Tail(_last_run(read.black, duration), _last_run(read.frozen, duration))


def tail_check(tail: Tail) -> Check:
    """The check of a file whose plan is not known."""
    return Check("no black or frozen tail", tail.within(_MOST), str(tail), f"at most {_MOST}")


def _last_run(spans: tuple[Span, ...], duration: float) -> float:
    start = duration
    for span in sorted(spans, reverse=True):
        if span.end < start - _AT_THE_END_SECONDS:
            break
        start = min(start, span.start)
    return duration - start
