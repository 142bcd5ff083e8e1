"""Pieces of a master to clips that are joined as an editor would: picture and sound cut where each may."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from autocut.model.span import Span
from autocut.model.timeline import Clip
from autocut.plan.assemble import on_frames
from autocut.plan.cutting.bounds import Bounds


def joined(pieces: Sequence[Span], bounds: Bounds, whole: Span | None = None) -> tuple[Clip, ...]:
    """A clip for each piece (master time), in playing order, with J- and L-cuts where these hide a sliver of a shot.

    The pieces are what is heard; with a lead the picture cuts that much later than the sound, or earlier. What lies
    outside `whole`, else after the picture, is left out.
    """
    master = bounds.footage.master
    leads = [bounds.slivers.lead(before.end, after.start) or 0.0 for before, after in pairwise(pieces)]
    edges = zip(pieces, [0.0, *leads], [*leads, 0.0], strict=True)
    return tuple(
        Clip(str(master.path), on_frames(Span(piece.start + lead, piece.end + behind), master, whole), lead=lead)
        for piece, lead, behind in edges
    )
