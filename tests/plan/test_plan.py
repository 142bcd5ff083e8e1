from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from autocut.convert import from_data, to_data, to_json
from autocut.model.preset import Preset
from autocut.model.rendition import PLAN_SCHEMA, Plan, Rendition
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from tests.builders import FILM, a_master, a_preset, an_analysis, some_passages

ROOT = Path(__file__).parents[2]
SHORT = a_preset("youtube-short", "duration.min=7", "duration.target=15", "duration.max=20", "score.minimum=0")
TRAILER = a_preset(
    "trailer-vertical", "duration.min=10", "duration.target=20", "score.minimum=0", "trailer.max_clip=8.5"
)
FULL = a_preset("youtube-full", "edit.chapters=false")
MASTER = a_master(60.0, FILM)
ANALYSIS = replace(an_analysis(MASTER), notes=("finding faces was left out",))


def made(preset: Preset) -> tuple[Rendition, ...]:
    return plan(Footage(MASTER, ANALYSIS), some_passages(MASTER, ANALYSIS, preset), preset)


def the_plan() -> Plan:
    """One of each kind, as bytes the same in every process."""
    return Plan(PLAN_SCHEMA, MASTER, (*made(SHORT), *made(TRAILER), *made(FULL)))


def test_one_version_bears_the_name_of_its_preset() -> None:
    assert [rendition.name for rendition in made(SHORT)] == ["youtube-short"]


def test_several_versions_are_numbered() -> None:
    found = made(replace(SHORT, count=3))
    assert [rendition.name for rendition in found] == ["youtube-short-01", "youtube-short-02", "youtube-short-03"]
    spans = sorted(rendition.timeline.clips[0].span for rendition in found)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@pytest.mark.parametrize("preset", [SHORT, TRAILER, FULL], ids=lambda preset: preset.kind)
def test_a_version_has_all_that_rendering_needs(preset: Preset) -> None:
    (rendition,) = made(preset)
    assert rendition.preset == preset
    assert rendition.timeline.frame_rate == FILM
    assert preset.duration.min - 0.05 <= rendition.timeline.duration <= preset.duration.max + 0.05
    assert rendition.reason == ""
    assert rendition.cues
    assert rendition.candidates
    assert rendition.notes == ("finding faces was left out",)
    assert bool(rendition.framings) == (preset.canvas is not None and preset.canvas.fit == "crop")


def test_what_a_version_lacks_of_the_master_is_noted_too() -> None:
    longer = replace(MASTER, video=replace(MASTER.video, duration=40.0))
    (rendition,) = plan(Footage(longer, ANALYSIS), (), FULL)
    assert [note.split(" ")[0] for note in rendition.notes] == ["finding", "the"]
    assert "20.0 s of the sound are left out" in rendition.notes[1]


def test_nothing_passed_is_a_version_without_clips_crop_and_cues_that_says_why() -> None:
    (rendition,) = made(replace(SHORT, score=replace(SHORT.score, minimum=1.0)))
    assert rendition.timeline.clips == ()
    assert not rendition.framings
    assert rendition.cues == ()
    assert "under the minimum 1 of" in rendition.reason
    assert rendition.candidates


def test_without_a_transcript_there_are_no_cues() -> None:
    silent = replace(ANALYSIS, transcript=None)
    (rendition,) = plan(Footage(MASTER, silent), some_passages(MASTER, silent, FULL), FULL)
    assert rendition.timeline.clips
    assert rendition.cues == ()


def test_the_sample_plan_survives_the_way_to_plain_data_and_back() -> None:
    assert from_data(to_data(the_plan()), Plan) == the_plan()


def test_a_plan_is_the_same_bytes_in_every_process() -> None:
    code = "from tests.plan.test_plan import the_plan, to_json; print(to_json(the_plan()), end='')"
    seen = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
            timeout=60,
        )
        seen.add(hashlib.sha256(done.stdout).hexdigest())
    seen.add(hashlib.sha256(to_json(the_plan()).encode()).hexdigest())
    assert len(seen) == 1
