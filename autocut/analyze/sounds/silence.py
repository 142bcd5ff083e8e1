"""Where nothing is to be heard."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from autocut.analyze.detector import Deducing
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span

_QUIET_DBTP = -50.0
_SHORTEST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Silence(Deducing):
    """Half a second and more whose true peaks stay below -50 dBTP, to a tenth of a second."""

    does: ClassVar[str] = "finding silence"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("loudness",)

    def concerns(self, master: Master) -> bool:
        """Masters with sound."""
        return master.sound is not None

    def deduce(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """The spans, in order."""
        if known.loudness is None:
            return ()
        peaks = known.loudness.true_peak
        found: list[Span] = []
        reached = 0
        for quiet, run in groupby(peaks.values, key=lambda peak: peak < _QUIET_DBTP):
            start, reached = reached, reached + len(list(run))
            if quiet and reached - start >= _SHORTEST_SECONDS * peaks.rate:
                found.append(Span(start / peaks.rate, reached / peaks.rate))
        return tuple(found)
