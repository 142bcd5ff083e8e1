"""`autocut render --dry-run`: the cut list and the cost, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.line import DEAF, FULL, SMALL, files_in, say


def test_nothing_is_written_and_the_cost_of_each_version_and_of_all_is_told(talk: Path, tmp_path: Path) -> None:
    matrix = tmp_path / "versions.toml"
    matrix.write_text('presets = ["youtube-full"]\n[rows.a]\n[rows.b]\n', "utf-8")
    asked: tuple[str | Path, ...] = ("--matrix", matrix, *SMALL, *DEAF, "-o", tmp_path / "out")
    said = say("render", talk, *asked, "--dry-run", "--progress=none")
    assert said.exit_code == 0, said.stderr
    assert files_in(tmp_path) == {"versions.toml"}
    lines = said.stdout.splitlines()
    assert lines[0].startswith("youtube-full-a: 3.0 s")
    head, *rows, method = lines[-5:]
    assert head.split() == ["version", "time", "size"]
    assert [row.split()[0] for row in rows] == ["youtube-full-a", "youtube-full-b", "all"]
    assert all(row.count("about") == 2 for row in rows)
    assert method.startswith("estimated from two excerpts of each version")


def test_as_json_it_is_one_document_with_the_plan_and_the_estimates(talk: Path, tmp_path: Path) -> None:
    said = say("render", talk, *FULL, "-o", tmp_path / "out", "--dry-run", "--json", "--progress", "json")
    assert said.exit_code == 0, said.stderr
    assert set(said.document) == {"trials", "failures", "exit_code"}
    (trial,) = said.document["trials"]
    assert set(trial) == {"plan", "cut_list", "estimates", "seconds", "bytes", "method"}
    (estimate,) = trial["estimates"]
    assert set(estimate) == {"name", "seconds", "bytes"}
    assert estimate["bytes"] == trial["bytes"] > 0
    assert trial["plan"]["renditions"][0]["name"] == "youtube-full"
    assert "estimating" in {event.get("stage") for event in said.events}
    assert files_in(tmp_path) == set()


def test_a_plan_file_can_be_tried_too(talk: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert say("plan", talk, *FULL, "-o", plan, "--progress", "none").exit_code == 0
    said = say("render", plan, "-o", tmp_path / "out", "--dry-run", "--json", "--progress", "none")
    assert said.document["trials"][0]["plan"] == json.loads(plan.read_text("utf-8"))
    assert files_in(tmp_path) == {"plan.json"}


def test_what_nothing_passed_for_costs_nothing_and_a_bad_master_fails_alone(talk: Path, tmp_path: Path) -> None:
    short = ("-p", "youtube-short", *SMALL, *DEAF)
    said = say("render", tmp_path / "none.mp4", talk, *short, "--dry-run", "--json", "--progress", "none")
    assert said.exit_code == 1
    assert [failure["subject"] for failure in said.document["failures"]] == ["none.mp4"]
    (trial,) = said.document["trials"]
    assert (trial["estimates"], trial["seconds"], trial["bytes"]) == ([], 0, 0)
    assert trial["cut_list"][0].startswith("youtube-short: nothing passed: ")
