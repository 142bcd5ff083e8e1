"""The captions of a version: what is said, in lines, in time, in place."""

from __future__ import annotations

from autocut.model.captions import Cue
from autocut.model.preset import Preset
from autocut.model.reframe import Framing
from autocut.model.speech import Transcript
from autocut.model.timeline import Timeline
from autocut.plan.captions.cues import cues
from autocut.plan.captions.given import given_cues
from autocut.plan.captions.places import in_place
from autocut.plan.captions.scenery import Scenery
from autocut.plan.footage import Footage


def captions(
    footage: Footage,
    transcript: Transcript | None,
    timeline: Timeline,
    framings: tuple[Framing, ...],
    preset: Preset,
) -> tuple[tuple[Cue, ...], tuple[str, ...]]:
    """The cues of what the version plays, of the file that was brought or else of what is said, and notes of them."""
    master, analysis = footage.master, footage.analysis
    given = footage.brought.captions
    told: tuple[str, ...] = ()
    if given is not None and timeline.clips:
        found, told = given_cues(given, timeline, preset.captions, footage.lexicon)
    elif transcript is not None:
        found = cues(transcript, timeline, preset.captions, footage.lexicon, analysis.shots)
    else:
        return (), ()
    if preset.canvas is None:
        return found, told
    canvas = preset.canvas.delivered(master.size)
    placed, notes = in_place(found, Scenery(master, analysis, timeline, framings, canvas), preset)
    return placed, (*told, *notes) if preset.captions.burn else told
