"""The scored passages that one preset chooses from."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.score.candidates import candidates
from autocut.score.rank import rank


def passages(master: Master, analysis: Analysis, preset: Preset) -> tuple[Segment, ...]:
    """The best first (master time): passages of a short's length, pieces for a trailer, or the whole master."""
    whole = master.picture
    if preset.kind == "full":
        spans: tuple[Span, ...] = (whole,)
    elif preset.kind == "trailer" and preset.trailer:
        bounds = preset.trailer
        spans = candidates(analysis, whole, bounds.min_clip, bounds.max_clip, within_sentences=True)
    else:
        spans = candidates(analysis, whole, preset.duration.min, preset.duration.max)
    return rank(analysis, spans, preset.score.weights)
