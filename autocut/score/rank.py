"""Signals and weights to one score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autocut.model.analysis import Analysis
from autocut.model.segment import Score, Segment
from autocut.model.span import Span
from autocut.score import SIGNALS
from autocut.score.measure import Measure


def rank(analysis: Analysis, spans: Iterable[Span], weights: Mapping[str, float]) -> tuple[Segment, ...]:
    """The spans as scored segments, the best first; of equals the earlier, then the longer."""
    measures = {name: signal(analysis) for name, signal in SIGNALS.items()}
    segments = (Segment(span, _score(span, measures, weights), _text(analysis, span)) for span in spans)
    return tuple(sorted(segments, key=lambda s: (-s.score.total, s.span.start, -s.span.duration)))


def _score(span: Span, measures: Mapping[str, Measure], weights: Mapping[str, float]) -> Score:
    """The weighted mean of the signals over `span`; signals without a weight are told but do not count."""
    parts = {name: round(measure(span), 4) if span.duration > 0 else 0.0 for name, measure in measures.items()}
    total = sum(weights.values())
    weighted = sum(weight * parts[name] for name, weight in weights.items())
    return Score(round(weighted / total, 4) if total > 0 else 0.0, parts)


def _text(analysis: Analysis, span: Span) -> str:
    return " ".join(word.text for word in analysis.transcript.over(span)) if analysis.transcript else ""
