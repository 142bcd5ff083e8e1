"""The full version: the whole master in the platform's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span, as_timecode, covered
from autocut.model.timeline import Chapter, Clip, Timeline
from autocut.plan.assemble import frame_rate
from autocut.plan.chapters.chapters import chapters
from autocut.plan.choice import Choice, candidate
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.join import joined
from autocut.plan.cutting.tighten import tightened
from autocut.plan.cutting.without import without
from autocut.plan.footage import Footage
from autocut.plan.splices import objection

_LONGEST_STILL_SECONDS = 5.0
_WORTH_SAYING_SECONDS = 0.1
_MORE_SECONDS = 0.5


def full(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """One choice: the whole master, or none where its length is outside the preset's bounds.

    What the preset never wants shown is cut out, and what it tightens away; notes say how much. Sound that runs on
    after the picture is heard over the last picture where it is brief, else left out; a note says so. Where the
    version is sound alone all of it is heard.
    """
    master, bounds = footage.master, Bounds(footage, preset.edit)
    played, note = _played(master, preset)
    stretches = without(played, preset.edit.never, bounds)
    pieces = [piece for stretch in stretches for piece in tightened(stretch, bounds)]
    clips = joined(pieces, bounds, played) if pieces else ()
    silent = preset.video is None and master.sound is None
    reason = f"{preset.name} is sound alone, and the master has none" if silent else ""
    reason = reason or _too_short_or_long(clips, played, preset)
    why = f"Not made: {reason}." if reason else f"A full version plays {_what(stretches, played)}."
    weighed = tuple(candidate(segment, chosen=not reason, why=why) for segment in segments)
    if reason:
        return (Choice((), weighed, reason),)
    notes = [
        note,
        *_left_out(stretches, clips, played, preset.edit.never),
        *_joins(stretches, footage),
        *_said(segments),
    ]
    found: tuple[Chapter, ...] = ()
    lacking = ""
    if preset.edit.chapters:
        found, lacking = chapters(footage, Timeline(frame_rate(master, preset.canvas), clips))
    return (Choice(clips, weighed, notes=tuple(filter(None, [*notes, lacking])), chapters=found),)


def _too_short_or_long(clips: Sequence[Clip], played: Span, preset: Preset) -> str:
    """Why the preset does not take so much, by how much; empty where it does."""
    length, bounds = sum(clip.span.duration for clip in clips), preset.duration
    cut = played.duration - length > _WORTH_SAYING_SECONDS
    what = "what is left of the master" if cut else "the master"
    if length < bounds.min:
        return f"{what} lasts {length:.2f} s, {bounds.min - length:.2f} s less than {preset.name} takes"
    if length > bounds.max:
        return f"{what} lasts {length:.0f} s, {length - bounds.max:.0f} s more than {preset.name} takes"
    return ""


def _what(stretches: Sequence[Span], played: Span) -> str:
    return "the whole master" if list(stretches) == [played] else "the whole master but what is never to be shown"


def _left_out(stretches: Sequence[Span], clips: Sequence[Clip], played: Span, never: Sequence[Span]) -> Iterator[str]:
    """How much is cut out, and why."""
    left = sum(stretch.duration for stretch in stretches)
    gone, asked = played.duration - left, covered(never, played)
    if gone > _WORTH_SAYING_SECONDS:
        around = " and the words around them" if gone - asked > _MORE_SECONDS else ""
        yield f"{gone:.1f} s are cut out: {asked:.1f} s that must not be shown{around}"
    tighter = left - sum(clip.span.duration for clip in clips)
    if tighter > _WORTH_SAYING_SECONDS:
        yield f"{tighter:.1f} s of pauses and filler words are left out"


def _joins(stretches: Sequence[Span], footage: Footage) -> Iterator[str]:
    """What is said otherwise where stretches that somebody wants out were cut out."""
    for before, after in pairwise(stretches):
        if said := objection(before, after, footage):
            yield f"the cut at {as_timecode(before.end)} changes what is said: {said}"


def _said(segments: Sequence[Segment]) -> Iterator[str]:
    """What is said although it is to be avoided: a full version has no other passage to choose."""
    for segment in segments:
        if segment.objection:
            yield f"all of the master is played all the same: {segment.objection}"


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
