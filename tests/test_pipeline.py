"""From a plan to the outbox: what is copied is checked as what is coded is, and bumpers and chapters are delivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autocut.media.packets import packets_of
from autocut.media.probe import probe
from autocut.model.brought import Brought, Bumper
from autocut.model.captions import Cue
from autocut.model.event import Event, Failed
from autocut.model.media import Master
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.model.timeline import Chapter
from autocut.pipeline import delivered
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.render.copying import copies
from tests.media.sources import CODING, picture, tone
from tests.render.versions import full_preset

TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
BUMPER = "brought-intro.mp4"


def of_plan(plan_: Plan, outbox: Path) -> dict[str, Any]:
    """The one delivery of a plan, as the manifest has it."""
    events: list[Event] = []
    working = delivered(plan_, outbox)
    while True:
        try:
            events.append(next(working))
        except StopIteration as stop:
            manifest = stop.value
            break
    assert [event for event in events if isinstance(event, Failed)] == []
    (delivery,) = manifest["deliveries"]
    found: dict[str, Any] = delivery
    return found


def whole(master: Master, brought: Brought = Brought(), *overrides: str) -> Plan:
    return Plan(PLAN_SCHEMA, master, plan(Footage(master, brought=brought), (), full_preset(*overrides)))


@pytest.fixture
def path(make: Callable[..., Path]) -> Path:
    return make("pipeline-master.mp4", *picture(4), *tone(4), "-vf", TAGS, *CODING)


def test_a_copied_picture_is_noted(path: Path, tmp_path: Path) -> None:
    delivery = of_plan(whole(probe(path)), tmp_path)
    assert "the picture is copied untouched" in delivery["notes"]
    assert all(check["passed"] for check in delivery["checks"])


def test_what_codes_instead_of_hardware_and_how_a_limit_was_met_is_noted(path: Path, tmp_path: Path) -> None:
    smaller = ("canvas.width=300", "canvas.height=170", "video.encoder=qsv")
    (note,) = (
        note
        for note in of_plan(whole(probe(path), Brought(), *smaller), tmp_path / "hardware")["notes"]
        if note.endswith("coded by libx264")
    )
    assert note.startswith("qsv was asked for and cannot be opened (")
    delivery = of_plan(whole(probe(path), Brought(), *smaller, "limits.max_bytes=200000"), tmp_path / "limit")
    assert any(note.startswith("coded by libx264 in two passes at ") for note in delivery["notes"])
    assert note in delivery["notes"]
    assert 170_000 < delivery["bytes"] <= 200_000


def test_a_picture_that_does_not_pass_its_checks_when_copied_is_coded_anew(path: Path, tmp_path: Path) -> None:
    spoilt = bytearray(path.read_bytes())
    for place in range(len(spoilt) // 2, len(spoilt) // 2 + 2000, 500):
        spoilt[place : place + 64] = bytes(64)
    (tmp_path / "spoilt.mp4").write_bytes(spoilt)
    master = probe(tmp_path / "spoilt.mp4")
    planned = whole(master)
    assert copies(planned.renditions[0], master)
    assert packets_of(master.path, 0, master.video.frame_rate).count == 100
    delivery = of_plan(planned, tmp_path / "out")
    assert "the picture is copied untouched" not in delivery["notes"]
    assert all(check["passed"] for check in delivery["checks"])


def test_bumpers_and_chapters_go_the_whole_way(path: Path, make: Callable[..., Path], tmp_path: Path) -> None:
    film = make(BUMPER, *picture(2), *tone(3), *CODING)
    bumper = Bumper(str(film), 2.0)
    planned = whole(probe(path), Brought(intro=bumper, outro=bumper))
    (rendition,) = planned.renditions
    chapters = (Chapter(0.0, "Intro"), Chapter(2.0, "The film"))
    timed = replace(rendition, timeline=replace(rendition.timeline, chapters=chapters))
    delivery = of_plan(replace(planned, renditions=(timed,)), tmp_path)
    assert delivery["duration"] == pytest.approx(8.0)
    assert delivery["clips"] == [{"start": 0.0, "end": 4.0}]
    assert Path(delivery["chapters"]).read_text("utf-8") == "00:00 Intro\n00:02 The film\n"
    assert (tmp_path / "youtube-full.chapters.txt").is_file()


def test_captions_that_break_the_preset_are_delivered_with_a_note_of_the_worst(path: Path, tmp_path: Path) -> None:
    planned = whole(probe(path))
    cues = (Cue(Span(0.0, 0.5), ("rather quick",)), Cue(Span(0.6, 1.0), ("far too quick to be read",)))
    (rendition,) = planned.renditions
    captions = replace(rendition.preset.captions, min_duration=0.1, gap=0.0)
    captioned = replace(rendition, cues=cues, preset=replace(rendition.preset, captions=captions))
    delivery = of_plan(replace(planned, renditions=(captioned,)), tmp_path)
    worst = "the worst is number 2 at 00:00.6: 60.0 characters a second, at most 20"
    assert f"captions too fast to read: 2 of 2, {worst}" in delivery["notes"]
    assert (tmp_path / "youtube-full.srt").is_file()


def test_a_version_that_cannot_be_made_is_in_the_manifest_with_its_reason(path: Path, tmp_path: Path) -> None:
    (tmp_path / "gone.png").write_bytes(b"no picture")
    planned = whole(probe(path))
    (rendition,) = planned.renditions
    branded = replace(rendition.preset, branding=replace(rendition.preset.branding, logo=str(tmp_path / "gone.png")))
    work = delivered(replace(planned, renditions=(replace(rendition, preset=branded), rendition)), tmp_path / "out")
    failed, entries = [], []
    while True:
        try:
            event = next(work)
            failed += [event] if isinstance(event, Failed) else []
        except StopIteration as stop:
            entries = stop.value["deliveries"]
            break
    assert [entry["status"] for entry in entries] == ["failed", "delivered"]
    assert [event.sentence for event in failed] == [entries[0]["reason"]]
    assert "gone.png" in entries[0]["reason"]
    assert (entries[0]["path"], entries[0]["checks"]) == (None, [])
