"""Finished files get their names in one step, with captions and facts; the manifest remembers what still is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256 as hashed
from pathlib import Path
from typing import Any

import pytest

from autocut import presets
from autocut.checks.verify import verify
from autocut.deliver.deliver import deliver, nothing_passed, sha256
from autocut.deliver.manifest import write_manifest
from autocut.deliver.outbox import publish, publish_text, working_folder
from autocut.errors import DeliveryError
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.rendition import Candidate, Delivery, Rendition
from autocut.model.segment import Score
from autocut.model.span import Span
from autocut.model.timeline import Card, Chapter, Clip, Timeline
from tests.media.sources import CODING, picture, tone


@pytest.fixture
def master(make: Callable[..., Path]) -> Master:
    return probe(make("deliver-delivered.mp4", *picture(3), *tone(3), *CODING))


SCORE = Score(0.5, {"hook": 0.5}, {"hook": 0.5, "faces": 0.25})


def rendition_of(master: Master, *cues: Cue) -> Rendition:
    clips = (Clip(str(master.path), Span(0, 2)), Clip("card", Span(0, 1), Card("The end")))
    weighed = (Candidate(Span(0, 2), SCORE, True, "the best"),)
    timeline = Timeline(Fraction(25), clips)
    return Rendition("named", presets.load("youtube-full"), timeline, cues=cues, candidates=weighed, weighting="mine")


def delivered(master: Master, outbox: Path, *cues: Cue) -> Delivery:
    """The master itself handed over as if it were a finished version."""
    rendition = rendition_of(master, *cues)
    with working_folder(outbox) as working:
        file = working / "version.mp4"
        file.write_bytes(master.path.read_bytes())
        measured = finish(verify(file, rendition.preset))
        return deliver(file, rendition, outbox, measured, ("a note",))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_delivered_with_captions_and_its_facts(master: Master, tmp_path: Path) -> None:
    found = delivered(master, tmp_path, Cue(Span(0.2, 1.4), ("Hello <there>", "& you")))
    assert names(tmp_path) == {"named.mp4", "named.srt", "named.vtt"}
    assert found.path == tmp_path / "named.mp4"
    assert found.path.read_bytes() == master.path.read_bytes()
    assert found.sha256 == hashed(master.path.read_bytes()).hexdigest() == sha256(master.path)
    assert found.bytes == master.bytes
    assert found.captions == (tmp_path / "named.srt", tmp_path / "named.vtt")
    assert found.clips == (Span(0, 2),), "cards are none of the master's"
    assert (found.width, found.height, found.frame_rate) == (320, 180, Fraction(25))
    assert (found.preset, found.status, found.notes) == ("youtube-full", "delivered", ("a note",))
    assert (found.score, found.weighting) == (SCORE, "mine")


def test_without_cues_there_are_no_caption_files(master: Master, tmp_path: Path) -> None:
    assert delivered(master, tmp_path).captions == ()
    assert delivered(master, tmp_path).chapters is None
    assert names(tmp_path) == {"named.mp4"}


def test_chapters_are_delivered_as_text_beside_the_file(master: Master, tmp_path: Path) -> None:
    rendition = rendition_of(master)
    chapters = (
        Chapter(0.0, "Start"),
        Chapter(61.9, "A  line\nof two"),
        Chapter(3599.6, "Late"),
        Chapter(7322.0, "End"),
    )
    timed = replace(rendition, timeline=replace(rendition.timeline, chapters=chapters))
    with working_folder(tmp_path) as working:
        file = working / "version.mp4"
        file.write_bytes(master.path.read_bytes())
        found = deliver(file, timed, tmp_path, finish(verify(file, rendition.preset)), ())
    assert found.chapters == tmp_path / "named.chapters.txt"
    assert found.chapters.read_text("utf-8") == "00:00 Start\n01:01 A line of two\n59:59 Late\n2:02:02 End\n"


def test_a_delivery_replaces_the_one_before(master: Master, tmp_path: Path) -> None:
    (tmp_path / "named.mp4").write_text("the one before")
    delivered(master, tmp_path)
    assert (tmp_path / "named.mp4").stat().st_size == master.bytes


def test_a_folder_under_the_final_name_is_a_delivery_error(master: Master, tmp_path: Path) -> None:
    (tmp_path / "named.mp4").mkdir()
    with pytest.raises(DeliveryError, match=r"named.mp4 cannot be written"):
        delivered(master, tmp_path)
    assert names(tmp_path) == {"named.mp4"}


def test_the_working_folder_goes_whatever_happens(tmp_path: Path) -> None:
    outbox = tmp_path / "deep" / "outbox"
    whole = working_folder(outbox)
    working = whole.__enter__()
    assert working.parent == outbox
    assert working.name.startswith(".")
    (working / "folder").mkdir()
    (working / "folder" / "file").write_text("x")
    interrupt = KeyboardInterrupt()
    assert not whole.__exit__(KeyboardInterrupt, interrupt, None)
    assert names(outbox) == set()


def test_an_outbox_below_a_file_is_a_delivery_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(DeliveryError, match=r"outbox .*file/outbox cannot be written"),
        working_folder(tmp_path / "file" / "outbox"),
    ):
        pass


def test_a_text_is_published_whole(tmp_path: Path) -> None:
    with working_folder(tmp_path) as working:
        publish_text("first\n", tmp_path / "text", working)
        publish_text("ž 🎬\n", tmp_path / "text", working)
        assert names(working) == set()
    assert (tmp_path / "text").read_text("utf-8") == "ž 🎬\n"


def test_what_is_not_there_cannot_be_published(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"final cannot be written: No such file"):
        publish(tmp_path / "none", tmp_path / "final")


def manifest_of(outbox: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((outbox / "manifest.json").read_text("utf-8"))
    return found


def written(master: Master, outbox: Path, *deliveries: Delivery) -> dict[str, Any]:
    with working_folder(outbox) as working:
        told = write_manifest(master, deliveries, outbox, working)
    assert told == manifest_of(outbox)
    return told


def nothing(master: Master, name: str) -> Delivery:
    preset = replace(presets.load("youtube-short"), name=name)
    return nothing_passed(Rendition("none", preset, Timeline(Fraction(25), ()), reason="too short"))


def test_the_manifest_keeps_other_presets_while_their_files_are_there(master: Master, tmp_path: Path) -> None:
    full = delivered(master, tmp_path)
    written(master, tmp_path, full)
    both = written(master, tmp_path, nothing(master, "short"))
    assert [entry["preset"] for entry in both["deliveries"]] == ["youtube-full", "short"]
    assert both["deliveries"][1]["reason"] == "too short"
    assert full.path is not None
    full.path.unlink()
    rest = written(master, tmp_path, nothing(master, "other"))
    assert [entry["preset"] for entry in rest["deliveries"]] == ["short", "other"]


def test_the_manifest_of_another_master_is_not_carried_on(master: Master, tmp_path: Path) -> None:
    written(replace(master, fingerprint="another"), tmp_path, nothing(master, "short"))
    assert [entry["preset"] for entry in written(master, tmp_path, nothing(master, "new"))["deliveries"]] == ["new"]


BROKEN = ["", "not json", "[]", "null", '{"schema": 1}', '{"schema": 1, "master": null, "deliveries": []}']


@pytest.mark.parametrize("before", BROKEN)
def test_a_broken_manifest_is_written_anew(before: str, master: Master, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(before)
    assert len(written(master, tmp_path, nothing(master, "short"))["deliveries"]) == 1


def test_an_entry_without_a_preset_in_the_manifest_before_is_left_out(master: Master, tmp_path: Path) -> None:
    before = {"schema": 1, "master": {"fingerprint": master.fingerprint}, "deliveries": [{"path": None}]}
    (tmp_path / "manifest.json").write_text(json.dumps(before))
    assert len(written(master, tmp_path, nothing(master, "short"))["deliveries"]) == 1


def test_a_master_is_read_for_its_digest_only_where_it_may_have_changed(master: Master, tmp_path: Path) -> None:
    path = tmp_path / "master.mp4"
    path.write_bytes(master.path.read_bytes())
    own = replace(master, path=path)
    first = written(own, tmp_path / "out", nothing(own, "short"))["master"]["sha256"]
    assert first == hashed(master.path.read_bytes()).hexdigest()
    told = tmp_path / "out" / "manifest.json"
    told.write_text(told.read_text("utf-8").replace(first, "kept"), "utf-8")
    assert written(own, tmp_path / "out", nothing(own, "short"))["master"]["sha256"] == "kept"
    path.touch()
    assert written(own, tmp_path / "out", nothing(own, "short"))["master"]["sha256"] == first
