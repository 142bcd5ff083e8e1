"""What a signal makes of a passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure
from tests.builders import a_material, a_talk

Signal = Callable[[Material], Measure | None]


def value(signal: Signal, analysis: Analysis, span: Span, topics: Sequence[str] = ()) -> float:
    """Of the passage, by a signal that has something to measure."""
    measure = signal(a_material(analysis, topics=topics))
    assert measure is not None
    return measure(span)


def said(signal: Signal, *sentences: str, passage: range | None = None, topics: Sequence[str] = ()) -> float:
    """Of a talk of these sentences, or of those of them that are named."""
    chosen = passage or range(len(sentences))
    span = Span(10.0 * chosen.start, 10.0 * chosen.stop)
    return value(signal, Analysis(transcript=a_talk(*sentences)), span, topics)


def is_none(signal: Signal, analysis: Analysis) -> bool:
    """Whether the signal has nothing to measure."""
    return signal(a_material(analysis)) is None
