"""Sound stays with its picture: what is heard at each cut is what the master has there, at the same time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.laws.sides import told
from autocut.media.excerpt import excerpt
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Timeline
from autocut.render.joining import unbroken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = "sound in sync"
_RATE = 8000
_COMPARED_SECONDS = 2.0
_SHORTEST_SECONDS = 0.4
_FARTHEST_SECONDS = 0.5
# The fades of a cut, and the block of a codec that spreads over it.
_EDGE_SECONDS = 0.03
# Of the steps between samples at 8 kHz.
_AUDIBLE, _LOUD = 1e-3, 0.02
# Of 200 places in 13 films, coded at 64 kbit/s, none is less like its own in the master than 0.52; the likest wrong one
# reaches 0.45, where music repeats itself, all but six of the others 0.2.
_ALIKE, _UNLIKE = 0.48, 0.25
_PERIOD_SECONDS = 0.004
_RIVAL = 0.9


@dataclass(frozen=True, slots=True)
class Compared:
    """A stretch of timeline time, and the master time at which it is heard there."""

    placed: Span
    source: float


@dataclass(frozen=True, slots=True)
class Match:
    """By how many `seconds` a sound is late (under zero: early); `other` is that it is not that sound at all.

    Neither can be told where there is silence, or something else is heard with it; nor the seconds where another delay
    is almost as likely, as of a tone.
    """

    seconds: float | None = None
    other: bool = False


def match(heard: NDArray[np.float32], master: NDArray[np.float32]) -> Match:
    """The sound held against the master's, both at 8 kHz; the latter has half a second more at each end.

    By the highest normalised cross-correlation of their first differences.
    """
    import numpy as np

    own, whole = np.diff(heard.astype(np.float64)), np.diff(master.astype(np.float64))
    quieter = min(np.abs(own).max(initial=0.0), np.abs(whole).max(initial=0.0))
    if quieter < _AUDIBLE:
        return Match()
    size = 1 << (len(own) + len(whole)).bit_length()
    products = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(own, size)), size)
    lags = len(whole) - len(own) + 1
    sums = np.concatenate([[0.0], np.cumsum(whole * whole)])
    power = np.sqrt(np.maximum(sums[len(own) :] - sums[:lags], 1e-12) * float((own * own).sum()))
    alike = products[:lags] / power
    best = int(alike.argmax())
    if alike[best] < _ALIKE:
        return Match(other=bool(alike[best] < _UNLIKE and quieter > _LOUD))
    away = np.abs(np.arange(lags) - best) > _PERIOD_SECONDS * _RATE
    sure = alike[away].max(initial=0.0) < _RIVAL * alike[best]
    return Match(_FARTHEST_SECONDS - best / _RATE) if sure else Match()


def matches(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, dict[float, Match]]:
    """The sound of the file at `path` at every cut, by its timeline time; yields the share done."""
    stretches = list(_stretches(rendition.timeline)) if master.sound else []
    found: dict[float, Match] = {}
    for number, each in enumerate(stretches):
        found[each.placed.start] = match(excerpt(path, (), each.placed, _RATE), _around(each, master))
        yield (number + 1) / len(stretches)
    return found


def _around(each: Compared, master: Master) -> NDArray[np.float32]:
    """The master's sound there, with half a second more at each end; silence before its beginning."""
    import numpy as np

    start, length = each.source - _FARTHEST_SECONDS, each.placed.duration + 2 * _FARTHEST_SECONDS
    missing = max(0.0, -start)
    found = excerpt(master.path, master.tracks, Span(start + missing, start + length), _RATE)
    return np.concatenate([np.zeros(round(length * _RATE) - len(found), np.float32), found])


def sync_check(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Check, ...]]:
    """The check of the finished file's sound, none where the master has none; yields the share done."""
    found = yield from matches(path, rendition, master)
    if not found:
        return ()
    frame = float(1 / rendition.timeline.frame_rate)
    known = {time: each.seconds for time, each in found.items() if each.seconds is not None}
    late = [time for time, seconds in known.items() if abs(seconds) > frame]
    # Music over it hides it.
    other = [time for time, each in found.items() if each.other and rendition.timeline.music is None]
    said = f"{max(known.values(), key=abs, default=0.0):+.3f} s at most, at {len(known)} of {len(found)} places"
    said += f", too much at {told(late)}" if late else ""
    said += f", another sound at {told(other)}" if other else ""
    if len(known) + len(other) < len(found):
        said += ", cannot be told elsewhere" if known else ", cannot be told"
    return (Check(_NAME, not late and not other, said, f"the master's, within {frame:.3f} s"),)


def _stretches(timeline: Timeline) -> Iterator[Compared]:
    """The first seconds of every piece of the master, and the last of the last."""
    pieces = [(clip, placed) for clip, placed in unbroken(timeline) if clip.of_master]
    for number, (clip, placed) in enumerate(pieces):
        inner = Span(placed.start + _EDGE_SECONDS, placed.end - _EDGE_SECONDS)
        ends = [Span(inner.start, min(inner.end, inner.start + _COMPARED_SECONDS))]
        if number + 1 == len(pieces) and inner.duration > 2 * _COMPARED_SECONDS:
            ends.append(Span(inner.end - _COMPARED_SECONDS, inner.end))
        for span in ends:
            if span.duration >= _SHORTEST_SECONDS and not any(m.span.overlap(span) for m in timeline.muted):
                yield Compared(span, clip.span.start + span.start - placed.start)
