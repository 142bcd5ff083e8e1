"""Plans as files that a person reads, edits and renders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from autocut.convert import to_data, to_json
from autocut.document import read_document
from autocut.errors import PlanError
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath, Framing, Layout
from autocut.model.rendition import PLAN_SCHEMA, Plan, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline
from autocut.preset_checks import contradictions
from autocut.whole import write_whole

_LONGEST_NAME = 200
_PANELS: dict[Layout, tuple[int, int]] = {"crop": (1, 1), "split": (2, 3), "fit": (1, 1)}
_ROUNDING = 0.5


def write_plan(plan: Plan, path: Path) -> None:
    """Write the plan, whole or not at all; raises PlanError where the path cannot be written."""
    try:
        write_whole(to_json(plan), path)
    except OSError as error:
        raise PlanError(f"{path} cannot be written: {error.strerror}") from error


def read_plan(path: Path) -> Plan:
    """The plan in a file; raises PlanError with all that is wrong and where."""
    return read_document(path, Plan, PLAN_SCHEMA, PlanError)


def bound_to(plan: Plan, master: Master) -> Plan:
    """The plan over the master as it is now, without captions after its end; raises PlanError where they do not fit."""
    if plan.master.fingerprint != master.fingerprint:
        raise PlanError(f"{master.path.name} has changed since the plan was made; plan it again")
    names = Counter(rendition.name for rendition in plan.renditions)
    faults = [f"the name {name} is used {count} times" for name, count in names.items() if count > 1]
    faults += [fault for rendition in plan.renditions for fault in _faults(rendition, master)]
    if faults:
        raise PlanError("the plan cannot be rendered:\n" + "\n".join(f"  {fault}" for fault in faults))
    return replace(plan, master=master, renditions=tuple(_trimmed(rendition) for rendition in plan.renditions))


def _trimmed(rendition: Rendition) -> Rendition:
    """Without the captions, mutes and chapters that a shortened timeline leaves over."""
    whole, timeline = Span(0.0, rendition.timeline.duration), rendition.timeline
    cues = (replace(cue, span=cue.span.clipped(whole)) for cue in rendition.cues)
    muted = (replace(each, span=each.span.clipped(whole)) for each in timeline.muted)
    kept = replace(
        timeline,
        muted=tuple(each for each in muted if each.span.duration > 0),
        chapters=tuple(chapter for chapter in timeline.chapters if chapter.time < whole.end),
    )
    return replace(rendition, timeline=kept, cues=tuple(cue for cue in cues if cue.span.duration > 0))


def _faults(rendition: Rendition, master: Master) -> Iterator[str]:
    name, preset = rendition.name, rendition.preset
    if not name or set(name) & {"/", "\0"} or name.startswith(".") or len(name.encode()) > _LONGEST_NAME:
        yield f"{name!r} is no file name"
    present = {key: value for key, value in to_data(preset).items() if value is not None}
    yield from (f"{name} preset {fault}" for fault in contradictions(present))
    for number, clip in enumerate(rendition.timeline.clips):
        yield from (f"{name} clip {number}: {fault}" for fault in _clip_faults(clip, rendition.timeline, master))
    yield from (f"{name} {fault}" for fault in (*_lead_faults(rendition.timeline, master), *_laid_over(rendition)))
    for number, framing in enumerate(rendition.framings):
        yield from (f"{name} framing {number}: {fault}" for fault in _framing_faults(framing, preset, master))
    if any(later.time <= earlier.time for earlier, later in pairwise(rendition.framings)):
        yield f"{name} framings: each must be later than the one before"


def _framing_faults(framing: Framing, preset: Preset, master: Master) -> Iterator[str]:
    fewest, most = _PANELS[framing.layout]
    if not fewest <= len(framing.panels) <= most:
        wanted = f"{fewest} or {most} panels" if most > fewest else "one panel"
        yield f"has {len(framing.panels)} panels; a {framing.layout} has {wanted}"
    canvas = preset.canvas.delivered(master.size) if preset.canvas else Size(0, 0)
    for panel in framing.panels:
        place = panel.place
        lies = f"the place of {place.width:g}x{place.height:g} at {place.x:g},{place.y:g}"
        if any(side % 2 for side in (place.x, place.y, place.width, place.height)) or place.area <= 0:
            yield f"{lies} is not of whole, even pixels"
        if place.clipped(Box(0, 0, canvas.width, canvas.height)) != place:
            yield f"{lies} is not on the canvas {canvas}"
        yield from _path_faults(panel.path, master.size)


def _path_faults(path: CropPath, picture: Size) -> Iterator[str]:
    window, times = path.size, [keyframe.time for keyframe in path.keyframes]
    if window.width > picture.width or window.height > picture.height:
        yield f"the window {window} is larger than the picture {picture}"
        return
    if window.width % 2 or window.height % 2 or min(window.width, window.height) <= 0:
        yield f"the window {window} is not of even pixels"
    if not times:
        yield "has no keyframes"
    if any(later <= earlier for earlier, later in pairwise(times)):
        yield "each keyframe must be later than the one before"
    for keyframe in path.keyframes:
        for axis, place, room in (
            ("x", keyframe.x, picture.width - window.width),
            ("y", keyframe.y, picture.height - window.height),
        ):
            if not -_ROUNDING <= place <= room + _ROUNDING:
                at = f"at {keyframe.time:g} s, where {axis} is {place:g} and not between 0 and {room}"
                yield f"the window {window} reaches out of the picture {at}"


def _clip_faults(clip: Clip, timeline: Timeline, master: Master) -> Iterator[str]:
    if clip.span.duration * timeline.frame_rate < 0.5:
        yield "lasts less than a frame"
    if clip.bumper and not Path(clip.source).is_file():
        yield f"its bumper {clip.source} is not a file"
    if clip.of_master and Path(clip.source) != master.path:
        yield f"its source {clip.source} is not the plan's master {master.path}"
    if clip.of_master and clip.span.end > master.duration + 1 / master.video.frame_rate:
        yield f"ends at {clip.span.end:.3f} s, the master at {master.duration:.3f} s"


def _lead_faults(timeline: Timeline, master: Master) -> Iterator[str]:
    """Sound may join early or late only where the master runs on, and takes no neighbour's whole time."""
    placed = list(timeline.placed())
    latest = master.duration + 1 / master.video.frame_rate
    for number, (clip, span) in enumerate(placed):
        before = placed[number - 1][0] if number else None
        lead, behind = clip.lead, placed[number + 1][0].lead if number + 1 < len(placed) else 0.0
        where = f"clip {number}: its lead of {lead:g} s"
        if lead and before is None:
            yield f"{where} has no clip before it"
        elif lead and before is not None and not (clip.of_master and before.of_master):
            yield f"{where} is beside a card or a bumper"
        elif lead and before is not None and (clip.span.start - lead < 0 or before.span.end - lead > latest):
            yield f"{where} reaches out of the master"
        if span.duration + lead - behind <= 0:
            yield f"clip {number}: the leads beside it leave nothing of its sound"


def _laid_over(rendition: Rendition) -> Iterator[str]:
    timeline, logo = rendition.timeline, rendition.preset.branding.logo
    if timeline.music is not None and not Path(timeline.music.source).is_file():
        yield f"music: {timeline.music.source} is not a file"
    if logo and not Path(logo).is_file():
        yield f"logo: {logo} is not a file"
    times = [chapter.time for chapter in timeline.chapters]
    if times and (times[0] != 0 or any(later <= earlier for earlier, later in pairwise(times))):
        yield "chapters: the first must be at 0 s, and each later than the one before"
