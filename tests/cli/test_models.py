"""`autocut models`; the seven megabytes of CenterFace are copied from the user's own cache, or fetched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autocut.cli import autocut
from autocut.media.run import finish
from autocut.weights import catalogue, find


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that holds CenterFace alone."""
    path = finish(find("centerface", offline=False))
    shutil.copytree(path.parent, tmp_path / "models" / "centerface")
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(autocut, ["models", *arguments])


def damage(folder: Path) -> None:
    path = folder / "centerface" / "centerface.onnx"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)


def test_the_list_tells_what_is_here_and_how_to_get_what_is_not(folder: Path) -> None:
    told = run("list")
    assert told.exit_code == 0
    lines = {line.split()[0]: line for line in told.stdout.splitlines()}
    assert "present" in lines["centerface"]
    assert lines["centerface"].endswith(str(folder / "centerface" / "centerface.onnx"))
    assert "missing" in lines["whisper-base"]
    assert lines["whisper-base"].endswith("autocut models pull whisper-base")


def test_the_list_as_json_has_every_model_of_the_catalogue(folder: Path) -> None:
    document = json.loads(run("list", "--json").stdout)
    assert document["folder"] == str(folder)
    found = {model["name"]: (model["state"], model["bytes"], model["licence"]) for model in document["models"]}
    assert set(found) == set(catalogue())
    assert found["centerface"] == ("present", 7304518, "MIT")


def test_check_finds_a_single_changed_bit_that_the_list_does_not(folder: Path) -> None:
    assert run("check", "centerface").exit_code == 0
    damage(folder)
    assert {m["name"]: m["state"] for m in json.loads(run("list", "--json").stdout)["models"]}[
        "centerface"
    ] == "present"
    told = run("check", "--json")
    assert told.exit_code == 1
    document = json.loads(told.stdout)
    assert document["passed"] is False
    assert {m["name"]: m["state"] for m in document["models"]}["centerface"] == "damaged"


def test_a_missing_model_is_a_failure_only_where_it_is_named(folder: Path) -> None:
    told = run("check")
    assert told.exit_code == 0
    assert "get it: autocut models pull whisper-base" in told.stdout
    assert run("check", "whisper-base").exit_code == 1
    assert run("check", "centerface").exit_code == 0


def test_pull_tells_the_path_of_what_is_here_already(folder: Path) -> None:
    told = run("pull", "centerface", "--json")
    assert told.exit_code == 0
    path = str(folder / "centerface" / "centerface.onnx")
    assert json.loads(told.stdout) == {"models": [{"name": "centerface", "path": path}], "failures": []}


@pytest.mark.slow
def test_pull_fetches_and_tells_of_its_progress_on_stderr(folder: Path) -> None:
    damage(folder)
    told = run("pull", "centerface", "--progress", "json")
    assert told.exit_code == 0, told.output
    events = [json.loads(line) for line in told.stderr.splitlines()]
    assert [event["event"] for event in events if event["event"] != "progressed"] == ["started", "finished"]
    assert run("check", "centerface").exit_code == 0


def test_a_model_that_nobody_knows_leaves_the_others_be(folder: Path) -> None:
    told = run("pull", "nonsense", "centerface", "--json")
    assert told.exit_code == 1
    document = json.loads(told.stdout)
    assert [model["name"] for model in document["models"]] == ["centerface"]
    assert [failure["subject"] for failure in document["failures"]] == ["nonsense"]
    assert "no model is called nonsense" in told.stderr


@pytest.mark.parametrize("arguments", [(), ("--all", "centerface")])
def test_pull_wants_names_or_all(arguments: tuple[str, ...]) -> None:
    assert run("pull", *arguments).exit_code == 2
