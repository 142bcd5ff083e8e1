"""What of its master a version plays: nothing twice, nothing that must not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span, as_timecode, as_timecodes

PLAYED_ONCE = "nothing plays twice"
"""The law that every version is held against, whatever it consists of."""


def played_checks(rendition: Rendition, master: Master) -> Iterator[Check]:
    """The checks of the plan's clips, each true to one frame of the master."""
    frame = float(1 / master.video.frame_rate)
    played, preset = rendition.played, rendition.preset
    twice = [both for one, other in combinations(sorted(played), 2) if (both := _shared(one, other, frame))]
    yield Check(PLAYED_ONCE, not twice, _told(twice), "every stretch of the master once at most")
    if preset.edit.never:
        shown = [both for span in played for never in preset.edit.never if (both := _shared(span, never, frame))]
        asked = ", ".join(as_timecodes(span) for span in preset.edit.never)
        yield Check("nothing that must not be shown", not shown, _told(shown), f"nothing of {asked}")
    if preset.kind == "trailer" and preset.trailer and preset.trailer.spoiler_guard > 0:
        latest = max((span.end for span in played), default=0.0)
        allowed = master.picture.duration * (1 - preset.trailer.spoiler_guard)
        passed = latest <= allowed + frame
        yield Check("the ending stays unseen", passed, f"up to {as_timecode(latest)}", f"to {as_timecode(allowed)}")


def _shared(one: Span, other: Span, least: float) -> Span | None:
    """What both cover, where it is more than so many seconds."""
    return Span(max(one.start, other.start), min(one.end, other.end)) if one.overlap(other) > least + 1e-6 else None


def _told(found: Sequence[Span]) -> str:
    return ", ".join(as_timecodes(span) for span in found) or "none"
