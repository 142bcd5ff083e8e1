"""A short that shows what the user wants shown: the best passages that hold it, or it alone."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.errors import PlanError
from autocut.model.preset import Preset
from autocut.model.span import Span, as_timecodes
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.tighten import tightened
from autocut.plan.short.optimum import Option, best_set
from autocut.plan.short.take import Take

_PLAIN_WORTH = 1e-3


def kept(takes: Sequence[Take], bounds: Bounds, preset: Preset) -> tuple[list[Take], tuple[Span, ...]]:
    """The takes that hold all of the preset's `keep`, and the pieces that are played, in the master's order.

    What no take holds is played by itself, as far as the next gap of the voice on either side. Raises PlanError where
    nothing that holds all of it is as long as the preset asks for.
    """
    wanted = [bounds.outwards(span) for span in preset.edit.keep]
    alone = [Option(span, _length(tightened(span, bounds)), _PLAIN_WORTH) for span in wanted]
    fit = {span_of(take): take for take in takes if take.pieces and not take.hooked}
    holding = [
        Option(span, take.length, max(take.segment.score.total, _PLAIN_WORTH))
        for span, take in fit.items()
        if any(span.start <= each.start and each.end <= span.end for each in wanted)
    ]
    found = best_set([*alone, *holding], wanted, preset.duration)
    if found is None:
        shown = ", ".join(as_timecodes(span) for span in preset.edit.keep)
        seconds, bound = sum(option.length for option in alone), preset.duration
        raise PlanError(
            f"{preset.name} cannot show {shown} in {bound.min:g} to {bound.max:g} s: by themselves they last "
            f"{seconds:.1f} s, and no passages around them fit"
        )
    pieces = tuple(piece for option in found for piece in tightened(option.span, bounds))
    return [fit[option.span] for option in found if option.span in fit], pieces


def span_of(take: Take) -> Span:
    """From the beginning of its first piece to the end of its last (master time)."""
    return Span(take.pieces[0].start, take.pieces[-1].end)


def _length(pieces: Sequence[Span]) -> float:
    return sum(piece.duration for piece in pieces)
