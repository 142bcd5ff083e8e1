"""Speech in pieces that one voice may be expected to have said, and their sound."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from autocut.model.span import Span
from autocut.model.speech import Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST_SECONDS = 8.0


def pieces(voice: Sequence[Span], transcript: Transcript | None) -> tuple[Span, ...]:
    """The stretches of voice, cut where one sentence ends and the next begins, and evenly where they exceed 8 s."""
    utterances = transcript.utterances if transcript else ()
    ends = [(before.span.end + after.span.start) / 2 for before, after in pairwise(utterances)]
    found: list[Span] = []
    for stretch in voice:
        inside = ends[bisect_right(ends, stretch.start) : bisect_left(ends, stretch.end)]
        for start, end in pairwise((stretch.start, *inside, stretch.end)):
            parts = max(1, math.ceil((end - start) / _LONGEST_SECONDS))
            bounds = [start + (end - start) * k / parts for k in range(parts + 1)]
            found.extend(Span(*each) for each in pairwise(bounds))
    return tuple(found)


def excerpts(blocks: Iterable[NDArray[np.float32]], spans: Sequence[Span], rate: int) -> Iterator[NDArray[np.float32]]:
    """The samples of each span, which follow one another; no more is held than a span and a block.

    `blocks` are samples at `rate` from time zero on; what they do not reach is left out.
    """
    import numpy as np

    blocks = iter(blocks)
    held, first = np.zeros(0, np.float32), 0
    for span in spans:
        start, end = round(span.start * rate), round(span.end * rate)
        while first + len(held) < end and (block := next(blocks, None)) is not None:
            past = min(len(held), max(0, start - first))
            held, first = np.concatenate([held[past:], block]), first + past
        yield held[max(0, start - first) : max(0, end - first)]
