"""A passage as a short would play it: cut in the gaps of the voice, tightened, its hook first where that may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span, as_timecodes
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.tighten import tightened
from autocut.plan.splices import objection

_FINISHED = (".", "!", "?", "…", "。", "！", "？")
_CLOSING = "\"'”’»)]"
_PUNCTUATED = 0.5


@dataclass(frozen=True, slots=True)
class Take:
    """The pieces of a passage in playing order (master time); with none, `unfit` says in a sentence why.

    `hooked` tells that its best sentence was moved to its front.
    """

    segment: Segment
    pieces: tuple[Span, ...] = ()
    unfit: str = ""
    hooked: bool = False

    @property
    def length(self) -> float:
        """Seconds that it plays."""
        return sum(piece.duration for piece in self.pieces)


class Takes:
    """Makes takes of the passages of one master for one preset."""

    def __init__(self, bounds: Bounds, preset: Preset) -> None:
        self.bounds, self.preset = bounds, preset

    def take(self, segment: Segment) -> Take:
        """The passage as it would be played, or why it may not be."""
        total, least = segment.score.total, self.preset.score.minimum
        if segment.objection:
            return Take(segment, unfit=segment.objection)
        if total < least:
            return Take(segment, unfit=f"Its score {total:.3g} is under the preset's minimum {least:g}.")
        settled = self.bounds.settled(segment.span)
        if settled is None:
            return Take(segment, unfit="It would begin or end within a voice, or on a sliver of another shot.")
        if unfit := self._never(settled) or self._unfinished(settled):
            return Take(segment, unfit=unfit)
        hooked = self._hooked(segment, settled)
        pieces = tuple(piece for part in hooked or (settled,) for piece in tightened(part, self.bounds))
        made = Take(segment, pieces, hooked=bool(hooked))
        return Take(segment, unfit=self._unfit_length(made.length)) if self._unfit_length(made.length) else made

    def _never(self, span: Span) -> str:
        shown = next((never for never in self.preset.edit.never if never.overlap(span) > 0), None)
        return f"It holds some of {as_timecodes(shown)}, which is never to be shown." if shown else ""

    def _unfit_length(self, length: float) -> str:
        bounds = self.preset.duration
        if length < bounds.min - _frame(self.bounds):
            return f"It lasts {length:.1f} s once it is cut, {bounds.min - length:.1f} s less than {bounds.min:g} s."
        if length > bounds.max + _frame(self.bounds):
            return f"It lasts {length:.1f} s once it is cut, {length - bounds.max:.1f} s more than {bounds.max:g} s."
        return ""

    def _unfinished(self, span: Span) -> str:
        """Why it is no finished thought: its last sentence is broken off, where sentences have punctuation."""
        transcript = self.bounds.footage.analysis.transcript
        if transcript is None or not self._is_punctuated:
            return ""
        said = [each for each in transcript.utterances_over(span) if span.start <= each.span.middle < span.end]
        broken = bool(said) and not said[-1].text.rstrip(_CLOSING).endswith(_FINISHED)
        return "It does not end on a finished thought." if broken else ""

    @cached_property
    def _is_punctuated(self) -> bool:
        transcript = self.bounds.footage.analysis.transcript
        said = transcript.utterances if transcript else ()
        finished = sum(each.text.rstrip(_CLOSING).endswith(_FINISHED) for each in said)
        return finished > _PUNCTUATED * len(said)

    def _hooked(self, segment: Segment, whole: Span) -> tuple[Span, ...]:
        """The hook and what is left of the passage without it; empty where it may not be moved."""
        bounds = self.bounds
        hook = bounds.settled(segment.hook) if segment.hook and self.preset.edit.hook_first else None
        if segment.hook is None or hook is None or hook.start <= whole.start or hook.end >= whole.end:
            return ()
        before, after = bounds.closing(segment.hook.start), bounds.opening(segment.hook.end)
        if before is None or after is None:
            return ()
        before, after = min(before, hook.start), max(after, hook.end)
        if before <= whole.start or after >= whole.end or bounds.slivers.lead(before, after) is None:
            return ()
        opening, ending = Span(whole.start, before), Span(after, whole.end)
        joins = ((hook, opening), (opening, ending))
        if any(objection(one, other, bounds.footage) for one, other in joins):
            return ()
        return (hook, opening, ending)


def _frame(bounds: Bounds) -> float:
    return float(1 / bounds.footage.master.video.frame_rate)
