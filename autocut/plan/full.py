"""The full version: the whole master in the platform's form."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.model.timeline import Clip
from autocut.plan.assemble import on_frames
from autocut.plan.choice import Choice, candidate
from autocut.plan.footage import Footage

_LONGEST_STILL_SECONDS = 5.0
_WORTH_SAYING_SECONDS = 0.1


def full(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """One choice: the whole master, or none where its length is outside the preset's bounds.

    Sound that runs on after the picture is heard over the last picture where it is brief, else left out; a note
    says so. Where the version is sound alone all of it is heard.
    """
    master = footage.master
    played, note = _played(master, preset)
    length, bounds = played.duration, preset.duration
    reason = ""
    if preset.video is None and master.sound is None:
        reason = f"{preset.name} is sound alone, and the master has none"
    elif length < bounds.min:
        reason = f"the master lasts {length:.2f} s, {bounds.min - length:.2f} s less than {preset.name} takes"
    elif length > bounds.max:
        reason = f"the master lasts {length:.0f} s, {length - bounds.max:.0f} s more than {preset.name} takes"
    why = f"Not made: {reason}." if reason else "A full version plays the whole master."
    weighed = tuple(candidate(segment, chosen=not reason, why=why) for segment in segments)
    if reason:
        return (Choice((), weighed, reason),)
    whole = Clip(str(master.path), on_frames(played, master, played))
    return (Choice((whole,), weighed, notes=(note,) if note else ()),)


def _played(master: Master, preset: Preset) -> tuple[Span, str]:
    """What of the master is played, and what is to be said of it."""
    if master.sound is None:
        return master.picture, ""
    heard = min(master.duration, master.sound.start + master.sound.duration)
    if preset.video is None:
        return Span(0.0, max(heard, master.picture.end)), ""
    late = heard - master.picture.end
    if late <= 0:
        return master.picture, ""
    if late > _LONGEST_STILL_SECONDS:
        return master.picture, f"the last {late:.1f} s of the sound are left out: the picture ends before them"
    said = f"the last picture is held for {late:.1f} s, because the sound runs on"
    return Span(0.0, heard), said if late > _WORTH_SAYING_SECONDS else ""
