"""The full version: the whole master in the platform's form."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.plan.assemble import clip
from autocut.plan.choice import Choice, candidate


def full(master: Master, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """One choice: the whole master, or none where its length is outside the preset's bounds."""
    length, bounds = master.picture.duration, preset.duration
    reason = ""
    if preset.video is None and master.sound is None:
        reason = f"{preset.name} is sound alone, and the master has none"
    elif length < bounds.min:
        reason = f"the master lasts {length:.2f} s, {bounds.min - length:.2f} s less than {preset.name} takes"
    elif length > bounds.max:
        reason = f"the master lasts {length:.0f} s, {length - bounds.max:.0f} s more than {preset.name} takes"
    why = f"Not made: {reason}." if reason else "A full version plays the whole master."
    weighed = tuple(candidate(segment, chosen=not reason, why=why) for segment in segments)
    return (Choice(() if reason else (clip(master.picture, master),), weighed, reason),)
