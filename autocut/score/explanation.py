"""A score in sentences: what it stands on, and what would raise it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence

from autocut.model.segment import Segment
from autocut.score import SIGNALS
from autocut.score.measure import mean

_MOST = 4


def explained(segment: Segment, others: Sequence[Segment], weights: Mapping[str, float]) -> list[str]:
    """Sentences on one segment among all that were scored with the same weights."""
    totals = [other.score.total for other in others]
    beaten = sum(total < segment.score.total for total in totals) / len(totals)
    told = [f"It scores {segment.score.total:.2f}, more than {beaten:.0%} of the {len(totals)} passages."]
    parts = segment.score.parts
    shown = sorted(parts, key=lambda name: (-parts[name], name))[:_MOST]
    for name in shown:
        usual = mean([other.score.signals.get(name, 0.0) for other in others])
        told.append(
            f"{name} adds {parts[name]:.3f}: it is {segment.score.signals[name]:.2f}, "
            f"and {usual:.2f} on the mean of all. {does(name)}"
        )
    room = _room(segment, weights)
    for name in sorted(room, key=lambda name: (-room[name], name))[:_MOST]:
        meaning = "" if name in shown else f" {does(name)}"
        now = segment.score.signals[name]
        told.append(f"{name} is {now:.2f}; at 1 it would raise it by {room[name]:.3f}.{meaning}")
    if segment.objection:
        told.append(segment.objection)
    return told


def does(name: str) -> str:
    """What a signal measures: the first paragraph of its docstring, less when there is nothing to measure."""
    told = " ".join((inspect.getdoc(SIGNALS[name]) or "").split("\n\n")[0].split())
    return re.split(r"; None |\. None ", told)[0].removesuffix(".") + "."


def _room(segment: Segment, weights: Mapping[str, float]) -> dict[str, float]:
    """What each signal could still add to the score."""
    signals = segment.score.signals
    whole = sum(weights.get(name, 0.0) for name in signals)
    return {
        name: weights[name] * (1 - value) / whole
        for name, value in signals.items()
        if weights.get(name, 0.0) > 0 and value < 1
    }
