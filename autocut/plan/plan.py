"""The plan of one preset for one master."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autocut.model.preset import Kind, Preset
from autocut.model.rendition import Rendition
from autocut.model.segment import Segment
from autocut.model.timeline import Timeline
from autocut.plan.assemble import frame_rate
from autocut.plan.bumpers import beside_bumpers, with_bumpers
from autocut.plan.captions.captions import captions
from autocut.plan.censor import censor
from autocut.plan.choice import Choice
from autocut.plan.dialogue import dialogue
from autocut.plan.footage import Footage
from autocut.plan.full import full
from autocut.plan.reframe import cut_writing, reframe
from autocut.plan.short.short import shorts
from autocut.plan.trailer import trailer
from autocut.plan.wishes import refuse_conflicts

EDITS: Mapping[Kind, Callable[[Footage, Sequence[Segment], Preset], tuple[Choice, ...]]] = {
    "short": shorts,
    "trailer": trailer,
    "full": full,
}


def plan(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Rendition, ...]:
    """The renditions of the preset, numbered where it makes several; one without clips where nothing passed.

    Raises PlanError where what is asked for can't all be met.
    """
    room = beside_bumpers(preset, footage.brought)
    refuse_conflicts(footage.master, room)
    choices = EDITS[preset.kind](footage, segments, room)
    several = preset.count > 1
    return tuple(
        _rendition(f"{preset.name}-{number:02d}" if several else preset.name, choice, footage, preset)
        for number, choice in enumerate(choices, 1)
    )


def _rendition(name: str, choice: Choice, footage: Footage, preset: Preset) -> Rendition:
    master, analysis = footage.master, footage.analysis
    rate = frame_rate(master, preset.canvas)
    choice = with_bumpers(choice, footage.brought, preset, rate)
    timeline = Timeline(rate, choice.clips, choice.music, choice.muted, choice.chapters)
    timeline, transcript, censored = censor(footage, timeline, preset)
    canvas = preset.canvas if preset.canvas is not None and preset.canvas.fit == "crop" and choice.clips else None
    framings = reframe(master, analysis, timeline, canvas.size, preset.reframe) if canvas else ()
    speech, of_dialogue = dialogue(analysis.voice, timeline, preset)
    cut = cut_writing(master, analysis, timeline, framings)
    cues, of_captions = captions(footage, transcript, timeline, framings, preset)
    return Rendition(
        name=name,
        preset=preset,
        timeline=timeline,
        reason=choice.reason,
        framings=framings,
        cues=cues,
        candidates=choice.candidates,
        notes=(*analysis.notes, *choice.notes, *censored, *of_captions, *of_dialogue, *cut),
        speech=speech,
    )
