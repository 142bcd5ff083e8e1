"""How much of the speech is whose: voices are the anonymous labels of turns, and say nothing of who a person is."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from autocut.model.span import Span
from autocut.model.speech import Turn

REAL_SHARE = 0.1
"""A speaker with at least this share of a master's speech is one whom its versions should not lose."""


def seconds_by_voice(turns: Sequence[Turn], span: Span) -> dict[str, float]:
    """Seconds of speech within `span` by speaker, of turns in order of which none overlaps another."""
    first = bisect_right(turns, span.start, key=lambda turn: turn.span.end)
    last = bisect_left(turns, span.end, key=lambda turn: turn.span.start)
    found: dict[str, float] = {}
    for turn in turns[first:last]:
        found[turn.speaker] = found.get(turn.speaker, 0.0) + turn.span.overlap(span)
    return found


def shares(seconds: Mapping[str, float]) -> dict[str, float]:
    """Each as a share of the sum, 0-1; all 0 where the sum is."""
    whole = math.fsum(seconds.values())
    return {name: each / whole if whole > 0 else 0.0 for name, each in seconds.items()}
