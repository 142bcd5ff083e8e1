"""Signals and weights to one score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from autocut.model.segment import Score, Segment
from autocut.model.span import Span
from autocut.model.voices import seconds_by_voice
from autocut.score import SIGNALS
from autocut.score.material import Material
from autocut.score.measure import Measure

_DECIMALS = 6


def rank(material: Material, spans: Iterable[Span], weights: Mapping[str, float]) -> tuple[Segment, ...]:
    """The spans as scored segments, the best first; of equals the earlier, then the longer."""
    return tuple(
        sorted(scored(material, spans, weights), key=lambda s: (-s.score.total, s.span.start, -s.span.duration))
    )


def scored(material: Material, spans: Iterable[Span], weights: Mapping[str, float]) -> tuple[Segment, ...]:
    """The spans as scored segments, in their order."""
    measures = {name: measure for name, signal in SIGNALS.items() if (measure := signal(material)) is not None}
    turns = material.analysis.turns
    return tuple(
        Segment(span, _score(span, measures, weights), _text(material, span), voices=seconds_by_voice(turns, span))
        for span in spans
    )


def _score(span: Span, measures: Mapping[str, Measure], weights: Mapping[str, float]) -> Score:
    """The weighted mean of the signals that there are, to six decimals, and what each of them adds to it.

    Signals without a weight are told but do not count.
    """
    signals = {name: round(measure(span), 4) if span.duration > 0 else 0.0 for name, measure in measures.items()}
    whole = math.fsum(weights.get(name, 0.0) for name in signals)
    unit = 10**_DECIMALS
    millionths = _whole({name: unit * weights[name] * signals[name] / whole for name in signals if weights.get(name)})
    parts = {name: part / unit for name, part in millionths.items()}
    return Score(sum(millionths.values()) / unit, parts, signals)


def _whole(shares: Mapping[str, float]) -> dict[str, int]:
    """The shares as whole numbers that sum to their rounded sum: those cut by most are rounded up."""
    cut = {name: math.floor(share) for name, share in shares.items()}
    left = round(math.fsum(shares.values())) - sum(cut.values())
    up = sorted(shares, key=lambda name: (cut[name] - shares[name], name))[:left]
    return {name: number + (name in up) for name, number in cut.items()}


def _text(material: Material, span: Span) -> str:
    transcript = material.analysis.transcript
    return " ".join(word.text for word in transcript.over(span)) if transcript else ""
