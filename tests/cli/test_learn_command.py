"""`autocut learn`: new weights where results show that they are better, and the old ones else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from autocut.convert import to_json
from autocut.model.rendition import PLAN_SCHEMA, Candidate, Plan, Rendition
from autocut.model.segment import Score
from autocut.model.span import Span
from autocut.weightings import SETTING, in_use, load
from autocut.weightings.writing import use
from tests.builders import a_master, a_preset, a_rendition
from tests.cli.line import say
from tests.learning.received import a_table, an_outbox, received, sha256_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of weights, which is not there yet."""
    monkeypatch.setenv(SETTING, str(tmp_path / "weights"))
    return tmp_path / "weights"


def refusal(*arguments: str | Path, code: int = 1) -> str:
    """The one sentence with which learning is refused."""
    said = say("learn", *arguments)
    assert (said.exit_code, said.stdout) == (code, "")
    (line,) = said.stderr.splitlines()
    return line.removeprefix("Error: ")


def test_results_that_follow_a_preference_are_learned_from(tmp_path: Path, folder: Path) -> None:
    table = received(tmp_path / "out")
    document = say("learn", table, "--name", "spring", "--json").document
    assert document["adopted"]
    assert (document["in_use"], document["path"]) == ("spring", str(folder / "spring.toml"))
    assert (document["examples"], document["masters"]) == (60, 20)
    assert document["held_out"]["after"] > 0.7 > document["held_out"]["before"]
    found = in_use()
    assert found == load("spring")
    assert found.name == "spring"
    assert found.weights["faces"] > load("autocut-1").weights["faces"]
    assert found.weights["reaction"] < 0.3
    assert found.data == "60 results of 20 masters, in results.csv"
    assert found.scores["pairs_in_order"] == pytest.approx(document["held_out"]["after"], abs=1e-4)
    assert found.usual["faces"].mean == pytest.approx(0.45, abs=0.05)
    assert found.usual_of == "passage"
    assert len(found.data_sha256) == 64


def test_a_person_is_told_what_changed_and_how_to_go_back(tmp_path: Path) -> None:
    first, *lines = say("learn", received(tmp_path / "out")).stdout.splitlines()
    told = re.fullmatch(
        r"Of 1,7\d\d pairs that were held out, new weights put ([\d.]+)% in the right order and autocut-1 ([\d.]+)%, "
        r"so learned-[\d-]+ is in use now\.",
        first,
    )
    assert told
    assert float(told[1]) > float(told[2]) + 10
    assert lines[1].split()[0] == "reaction"
    assert lines[-1].endswith("`autocut weights use autocut-1` goes back.")
    assert in_use().name.startswith("learned-20")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_changes_nothing_byte_for_byte(seed: int, tmp_path: Path, folder: Path) -> None:
    say("learn", received(tmp_path / "first"), "--name", "spring")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {"spring.toml", "in-use"}
    said = say("learn", received(tmp_path / "noise", {}, 0.1, seed))
    assert said.exit_code == 0
    assert said.stdout.endswith("which is not clearly better, so spring stays in use.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_few_results_are_too_few_to_tell(tmp_path: Path, folder: Path) -> None:
    said = say("learn", received(tmp_path / "out", masters=3))
    assert said.exit_code == 0
    assert said.stdout.startswith("9 results of 3 masters are too few to tell (at least 10 of 5")
    assert said.stdout.endswith("so autocut-1 stays in use.\n")
    assert not folder.exists()


def test_the_same_results_are_not_learned_from_twice(tmp_path: Path) -> None:
    table = received(tmp_path / "out")
    say("learn", table, "--name", "spring")
    assert refusal(table) == "spring, which is in use, was learned from exactly these results"


def test_the_hash_is_that_of_what_was_learned_from(tmp_path: Path) -> None:
    hashes = []
    for name, seed in (("one", 1), ("two", 2)):
        use("autocut-1")
        say("learn", received(tmp_path / name, seed=seed), "--name", name)
        hashes.append(load(name).data_sha256)
    assert hashes[0] != hashes[1]
    assert sha256(b"").hexdigest() not in hashes


def test_a_name_that_is_taken_is_refused_and_the_old_weights_stay(tmp_path: Path, folder: Path) -> None:
    table = received(tmp_path / "out")
    assert refusal(table, "--name", "autocut-1", code=2) == "There are weights 'autocut-1' already."
    assert refusal(table, "--name", "a/b", code=2) == "'a/b' is no name for weights"
    assert not folder.exists()


def test_hashes_need_the_outbox_and_unknown_rows_can_be_skipped(tmp_path: Path) -> None:
    files = an_outbox(tmp_path / "out", 3, 1)
    rows = [(sha256_of(path), 5) for path, _ in files]
    table = a_table(tmp_path / "results.csv", [*rows, ("unknown.mp4", 7)], "file", "Views")
    assert refusal(table).startswith(f"{table} line 2: no manifest knows ")
    assert refusal(table, "--outbox", tmp_path / "out").startswith(f"{table} line 5: no manifest knows unknown.mp4")
    said = say("learn", table, "--outbox", tmp_path / "out", "--skip-unknown", "--json")
    assert said.document["examples"] == 3
    assert said.stderr.startswith(f"warning: {table} line 5: no manifest knows unknown.mp4")


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", " is empty"),
    "no rows": (b"file,views\n", " has a header but no rows"),
    "no file column": (b"name,views\nx,1\n", " line 1: there is no column 'file' with the path or SHA-256"),
    "no figures": (b"file,title\nx,y\n", " line 1: there is no column of figures"),
    "wrong number": (b"file,views\nx,1\ny,lots\n", " line 3: 'views' is 'lots', which is no number"),
    "not UTF-8": (b"file,views\nx,\xff\n", " line 2: it is not in UTF-8"),
    "too few cells": (b"file,views\nx\n", " line 2: it has 1 cells, and the header has 2"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_table_is_refused_with_one_sentence(fault: str, tmp_path: Path, folder: Path) -> None:
    content, sentence = BAD[fault]
    table = tmp_path / "results.csv"
    table.write_bytes(content)
    assert refusal(table).startswith(f"{table}{sentence}")
    assert not folder.exists()


def edited(number: int) -> Rendition:
    """A short of which somebody took the passage with more faces in the place of the one with more reaction."""
    signals = [
        {"reaction": 0.9 - number / 100, "faces": 0.1 + number / 90},
        {"reaction": 0.4, "faces": 0.8 - number / 80},
    ]
    spans = (Span(0, 20), Span(30, 50))
    passages = tuple(
        Candidate(span, Score(0.5, {}, own), k == 0, "because")
        for k, (span, own) in enumerate(zip(spans, signals, strict=True))
    )
    return replace(a_rendition([spans[1]], preset=a_preset()), candidates=passages)


def plans(folder: Path, count: int, *renditions: Rendition) -> list[Path]:
    """A plan file each for so many masters."""
    paths = []
    for number in range(count):
        master = replace(a_master(), fingerprint=f"print{number}")
        path = folder / f"plan{number}.json"
        path.write_text(to_json(Plan(PLAN_SCHEMA, master, renditions or (edited(number),))), "utf-8")
        paths.append(path)
    return paths


def test_decisions_in_plan_files_are_learned_from(tmp_path: Path) -> None:
    document = say("learn", *plans(tmp_path, 30), "--name", "eye", "--json").document
    assert (document["examples"], document["masters"]) == (60, 30)
    assert document["adopted"]
    assert document["held_out"]["after"] > 0.6 > 0.1 > document["held_out"]["before"]
    found = in_use()
    assert found.data.startswith("0 results and 60 decisions of 30 masters, in plan0.json")
    assert found.weights["faces"] > load("autocut-1").weights["faces"]


def test_a_plan_that_nobody_edited_is_warned_of(tmp_path: Path) -> None:
    (path,) = plans(tmp_path, 1, replace(edited(0), timeline=a_rendition([Span(0, 20)]).timeline))
    said = say("learn", path, "--json")
    assert said.document["examples"] == 0
    assert said.stderr == f"warning: {path} tells nothing: nothing of what was chosen was dropped\n"


def test_a_plan_of_before_signals_is_refused(tmp_path: Path) -> None:
    (path,) = plans(tmp_path, 1)
    document = json.loads(path.read_text("utf-8"))
    for candidate in document["renditions"][0]["candidates"]:
        del candidate["score"]["signals"]
    del document["renditions"][0]["weighting"]
    path.write_text(json.dumps(document))
    assert "tells no signals of its passages" in refusal(path)
    path.write_text("{}")
    assert "has schema None" in refusal(path)
