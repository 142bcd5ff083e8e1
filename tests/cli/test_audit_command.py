"""`autocut audit` over what `autocut render` wrote, with voices that the cache remembers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autocut import presets, store
from autocut.analyze.speakers import Speakers
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.span import Span
from autocut.model.speech import Turn
from autocut.survey import Sources, analyzed
from tests.cli.line import CODING, PICTURE, SMALL, SOUND, files_in, refused, say, timed

LINES = "".join(
    f"{k + 1}\n00:00:{2 * k:02d},200 --> 00:00:{2 * k + 1:02d},800\nThis is sentence number {k}.\n\n" for k in range(6)
)
TURNS = tuple(Turn(Span(2 * k + 0.2, 2 * k + 1.8), "B" if k > 3 else "A") for k in range(6))
BLIND = ("--set=analysis.faces=false", "--set=analysis.text=false", "--set=analysis.sounds=false")


@pytest.fixture
def master(make: Callable[..., Path], tmp_path: Path) -> Path:
    """Twelve seconds with six sentences, the last two in another voice."""
    path = tmp_path / "dialogue.mp4"
    shutil.copy(make("twelve.mp4", *timed(PICTURE, 12), *timed(SOUND, 12), *CODING), path)
    path.with_suffix(".srt").write_text(LINES)
    return path


@pytest.fixture
def outbox(master: Path, tmp_path: Path) -> Path:
    """A short of the first voice and a full version."""
    settings = presets.load("youtube-short", [each.removeprefix("--set=") for each in BLIND]).analysis
    remember(master, TURNS, settings)
    short = ("-p", "youtube-short", "--set=duration.min=2", "--set=duration.target=4", "--set=duration.max=7")
    said = say("render", master, *short, *SMALL, *BLIND, "--set=score.minimum=0", "-o", tmp_path / "out", "--json")
    assert said.exit_code == 0, said.stderr
    return tmp_path / "out" / "dialogue"


def remember(path: Path, turns: tuple[Turn, ...], settings: Any) -> None:
    """Let the cache say who speaks, as if the voices had been told apart."""
    master = probe(path)
    (known,) = finish(analyzed(master, [replace(settings, speakers=False)], Sources(), ("transcript", "voice")))
    assert store.remember(store.Key(master.fingerprint, "turns", Speakers(), (known.transcript, known.voice)), turns)


def manifest(outbox: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((outbox / "manifest.json").read_text("utf-8"))
    return found


def rewritten(outbox: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The manifest, changed."""
    told = manifest(outbox)
    change(told)
    (outbox / "manifest.json").write_text(json.dumps(told))
    return outbox / "manifest.json"


def test_the_document_has_speakers_and_parts_of_the_master_and_what_was_passed_over(outbox: Path) -> None:
    said = say("audit", outbox, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    assert said.document["failures"] == []
    (found,) = said.document["audits"]
    assert found["manifest"] == str(outbox)
    assert found["master"] == manifest(outbox)["master"]["path"]
    speakers = {each["label"]: each["speech"]["master"] for each in found["speakers"]}
    assert speakers["A"]["share"] == pytest.approx(4 / 6)
    assert speakers["B"]["seconds"] == pytest.approx(3.2)
    assert [part["screen"]["master"]["share"] for part in found["parts"]] == pytest.approx([0.2] * 5)
    assert sum(part["screen"]["versions"]["share"] for part in found["parts"]) == pytest.approx(1)
    assert found["screen_by"] == "turns"
    assert found["passed_over"]
    assert all(set(each) == {"preset", "start", "end", "score", "why"} for each in found["passed_over"])


def test_the_manifest_remembers_the_best_that_was_passed_over_and_how_it_was_listened_to(outbox: Path) -> None:
    (entry,) = manifest(outbox)["deliveries"]
    passed = entry["passed_over"]
    assert 1 <= len(passed) <= 10
    assert all(set(each) == {"start", "end", "score", "why"} for each in passed)
    assert [each["score"] for each in passed] == sorted((each["score"] for each in passed), reverse=True)
    assert entry["analysis"]["faces"] is False


def test_a_person_reads_a_table_with_the_warning_below(outbox: Path) -> None:
    def beginning(told: dict[str, Any]) -> None:
        told["deliveries"][0]["clips"] = [{"start": 0.0, "end": 6.0}]

    said = say("audit", rewritten(outbox, beginning), "--progress", "none")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert lines[0] == "dialogue.mp4: 1 version"
    assert " ".join(lines[2].split()) == "A 6.4 s 66.7% 4.8 s 100.0% 6.4 s 66.7% 4.8 s 100.0%"
    warnings = [line for line in lines if line.startswith("warning: ")]
    assert warnings == ["warning: B has 33.3 % of the speech in the master and 0 % in the versions: all but gone"]


def test_an_older_manifest_still_reads(outbox: Path) -> None:
    def older(told: dict[str, Any]) -> None:
        for entry in told["deliveries"]:
            del entry["passed_over"], entry["analysis"]

    rewritten(outbox, older)
    said = say("audit", outbox / "manifest.json", "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    assert said.document["audits"][0]["passed_over"] == []


def test_the_audit_writes_nothing_beside_the_versions(outbox: Path) -> None:
    before = files_in(outbox)
    assert say("audit", outbox, "--progress", "none").exit_code == 0
    assert files_in(outbox) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file"),
        ("", "is not JSON"),
        ("out of order", "is not JSON"),
        ("[]", "has schema None"),
        ('{"schema": 2}', "has schema 2; this version of autocut reads manifests of schema 1"),
        ('{"schema": 1}', "is no manifest:"),
        (
            '{"schema": 1, "master": {"path": "/none.mp4", "fingerprint": "", "sha256": ""}, "deliveries": []}',
            "/none.mp4 cannot be read: No such file",
        ),
    ],
)
def test_a_bad_manifest_is_refused_in_one_sentence(content: str | None, sentence: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    assert sentence in refused("audit", tmp_path if content is not None else tmp_path / "manifest.json")


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    assert "manifest.json cannot be read: No such file" in refused("audit", tmp_path)


def test_a_master_that_has_changed_is_refused(outbox: Path, master: Path, make: Callable[..., Path]) -> None:
    shutil.copy(make("eleven.mp4", *timed(PICTURE, 11), *timed(SOUND, 11), *CODING), master)
    assert "dialogue.mp4 has changed since its versions were made" in refused("audit", outbox)


def test_one_bad_manifest_leaves_the_others_be(outbox: Path, tmp_path: Path) -> None:
    said = say("audit", tmp_path / "none", outbox, "--json", "--progress", "none")
    assert said.exit_code == 1
    assert len(said.document["audits"]) == 1
    assert [failure["exit_code"] for failure in said.document["failures"]] == [1]
