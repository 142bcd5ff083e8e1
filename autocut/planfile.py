"""Plans as files that a person reads, edits and renders."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autocut.convert import Faults, from_data, to_data, to_json
from autocut.errors import PlanError
from autocut.model.media import Master
from autocut.model.rendition import PLAN_SCHEMA, Plan, Rendition
from autocut.model.span import Span
from autocut.preset_checks import contradictions
from autocut.whole import write_whole

_LONGEST_NAME = 200


def write_plan(plan: Plan, path: Path) -> None:
    """Write the plan, whole or not at all; raises PlanError where the path cannot be written."""
    try:
        write_whole(to_json(plan), path)
    except OSError as error:
        raise PlanError(f"{path} cannot be written: {error.strerror}") from error


def read_plan(path: Path) -> Plan:
    """The plan in a file; raises PlanError with all that is wrong and where."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PlanError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PlanError(f"{path.name} is not JSON: {error}") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != PLAN_SCHEMA:
        raise PlanError(
            f"{path.name} has schema {schema!r}; this version of autocut reads plans of schema {PLAN_SCHEMA}"
        )
    try:
        return from_data(data, Plan)
    except Faults as faults:
        raise PlanError(f"{path.name} is no plan:\n" + "\n".join(f"  {fault}" for fault in faults.found)) from faults


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
    """Without the captions that a shortened timeline leaves over."""
    whole = Span(0.0, rendition.timeline.duration)
    cues = (replace(cue, span=cue.span.clipped(whole)) for cue in rendition.cues)
    return replace(rendition, cues=tuple(cue for cue in cues if cue.span.duration > 0))


def _faults(rendition: Rendition, master: Master) -> Iterator[str]:
    name, preset = rendition.name, rendition.preset
    if not name or set(name) & {"/", "\0"} or name.startswith(".") or len(name.encode()) > _LONGEST_NAME:
        yield f"{name!r} is no file name"
    present = {key: value for key, value in to_data(preset).items() if value is not None}
    yield from (f"{name} preset {fault}" for fault in contradictions(present))
    for number, clip in enumerate(rendition.timeline.clips):
        where = f"{rendition.name} clip {number}"
        if clip.span.duration * rendition.timeline.frame_rate < 0.5:
            yield f"{where}: lasts less than a frame"
        if clip.card is None and Path(clip.source) != master.path:
            yield f"{where}: its source {clip.source} is not the plan's master {master.path}"
        if clip.card is None and clip.span.end > master.duration + 1 / master.video.frame_rate:
            yield f"{where}: ends at {clip.span.end:.3f} s, the master at {master.duration:.3f} s"
    window = rendition.crop.size if rendition.crop else None
    if window and (window.width > master.size.width or window.height > master.size.height):
        yield f"{rendition.name} crop: the window {window} is larger than the picture {master.size}"
    if rendition.crop and not rendition.crop.keyframes:
        yield f"{rendition.name} crop: has no keyframes"
