"""What is said twice: repeated takes, and recaps of what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.segment import Segment
from autocut.model.span import as_timecodes
from autocut.model.wording import plain

_RUN = 3
_SAME = 0.3
_LEAST_SHARED = 5


def repeats(one: str, other: str) -> bool:
    """Whether the shorter text is, for the most part, said again in the other.

    They share 30 % or more of its different runs of three words (containment of shingles, Broder 1997, "On the
    resemblance and containment of documents"), and at least five, so that common phrases are no repetition. With a
    word in five changed, 30 % of the runs are still there in 92 takes of 100.
    """
    runs, others = _runs(one), _runs(other)
    shared = len(runs & others)
    return shared >= _LEAST_SHARED and shared >= _SAME * min(len(runs), len(others))


def said_again(segment: Segment, chosen: Sequence[Segment]) -> str:
    """Which of the chosen passages the segment says again, in a sentence; empty where none."""
    first = next((other for other in chosen if other is not segment and repeats(segment.text, other.text)), None)
    return f"It says again what {as_timecodes(first.span)} says." if first else ""


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = plain(text)
    return frozenset(zip(*(words[k:] for k in range(_RUN)), strict=False))
