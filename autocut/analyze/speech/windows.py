"""Voiced spans packed into windows of at most 30 s, which is what the speech model takes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.span import Span

_BEFORE = 0.2
_AFTER = 0.3
_PAUSE_WEIGHT = 0.02
_LONGEST_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of the master that are heard one after the other without what lies between them."""

    pieces: tuple[Span, ...]

    @property
    def duration(self) -> float:
        """Seconds that are heard."""
        return sum(piece.duration for piece in self.pieces)

    def at(self, time: float) -> float:
        """The master time of a time within the window; what lies past its end is held there."""
        for piece in self.pieces:
            if time < piece.duration:
                return piece.start + max(0.0, time)
            time -= piece.duration
        return self.pieces[-1].end

    def span(self, start: float, end: float) -> Span:
        """The master time of a stretch within the window, kept within the piece that its middle lies in."""
        middle = self.at((start + end) / 2)
        piece = next(piece for piece in self.pieces if piece.start <= middle <= piece.end)
        return Span(self.at(start), max(self.at(start), self.at(end))).clipped(piece)


def packed(voice: Sequence[Span], duration: float, longest: float) -> tuple[Window, ...]:
    """As few windows as hold all the voice with a little of what surrounds it, parted at the longest pauses.

    No span of voice may be longer than `longest` less half a second.
    """
    pieces = _with_surroundings(voice, duration)
    # Knuth and Plass's way of breaking lines: the cheapest way to end a window after each piece.
    cost, begins = [0.0], [0]
    for end in range(1, len(pieces) + 1):
        best, length = (float("inf"), end - 1), 0.0
        for first in range(end - 1, -1, -1):
            length += pieces[first].duration
            if length > longest and first < end - 1:
                break
            pause = pieces[first].start - pieces[first - 1].end if first else _LONGEST_PAUSE
            best = min(best, (cost[first] + 1 - _PAUSE_WEIGHT * min(pause, _LONGEST_PAUSE), first))
        cost.append(best[0])
        begins.append(best[1])
    return _windows(pieces, begins)


def _windows(pieces: Sequence[Span], begins: Sequence[int]) -> tuple[Window, ...]:
    windows: list[Window] = []
    end = len(pieces)
    while end > 0:
        windows.append(Window(_joined(pieces[begins[end] : end])))
        end = begins[end]
    return tuple(reversed(windows))


def _with_surroundings(voice: Sequence[Span], duration: float) -> list[Span]:
    pieces: list[Span] = []
    for k, span in enumerate(voice):
        earliest = (voice[k - 1].end + span.start) / 2 if k else 0.0
        latest = (span.end + voice[k + 1].start) / 2 if k + 1 < len(voice) else duration
        pieces.append(Span(max(earliest, span.start - _BEFORE), min(latest, span.end + _AFTER)))
    return pieces


def _joined(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces, those that touch made one."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if piece.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return tuple(joined)
