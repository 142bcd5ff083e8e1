"""`autocut presets`, over the shipped presets and a user's own."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autocut import presets
from autocut.cli import autocut
from autocut.convert import from_data, to_data
from autocut.model.preset import Preset

SHIPPED = sorted(path.stem for path in (Path(__file__).parents[2] / "presets").glob("*.toml"))


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of presets, empty."""
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("AUTOCUT_PRESETS", str(folder))
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(autocut, ["presets", *arguments])


def write(folder: Path, name: str, old: str, new: str) -> Path:
    text = presets.available()["tiktok"].read_text("utf-8")
    assert text.count(old) == 1
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new).replace('name = "tiktok"', f'name = "{name}"'), "utf-8")
    return path


def test_the_list_tells_of_every_preset_and_both_folders(mine: Path) -> None:
    write(mine, "mellow", "crf = ", "crf = 1 # ")
    told = run("list")
    assert told.exit_code == 0
    assert [line.split()[0] for line in told.stdout.splitlines()[1:-2]] == sorted([*SHIPPED, "mellow"])
    assert f"yours, in {mine}: mellow" in told.stdout


def test_the_list_as_json_says_where_each_preset_comes_from(mine: Path) -> None:
    path = write(mine, "mellow", "crf = ", "crf = 1 # ")
    document = json.loads(run("list", "--json").stdout)
    listed = {preset["name"]: preset for preset in document["presets"]}
    assert listed["mellow"]["path"] == str(path)
    assert Path(listed["tiktok"]["path"]).parent == Path(document["folders"][1])
    assert listed["podcast-audio"]["canvas"] is None


def test_a_faulty_preset_does_not_keep_the_others_from_the_list(mine: Path) -> None:
    write(mine, "broken", "crf = ", "crff = ")
    told = run("list")
    assert told.exit_code == 0
    assert "see: autocut presets check broken" in told.stdout
    assert "youtube-full" in told.stdout


@pytest.mark.parametrize("name", SHIPPED)
def test_what_show_prints_is_toml_that_says_the_same(name: str) -> None:
    assert from_data(tomllib.loads(run("show", name).stdout), Preset) == presets.load(name)


def test_show_lays_what_is_set_over_the_preset() -> None:
    told = run("show", "tiktok", "--set", "video.crf=33", "--json")
    assert json.loads(told.stdout) == to_data(presets.load("tiktok", ("video.crf=33",)))
    assert json.loads(told.stdout)["video"]["crf"] == 33


def test_show_names_the_file_and_the_source_of_a_limit() -> None:
    told = run("show", "tiktok").stdout
    assert told.startswith(f"# {presets.available()['tiktok']}\n")
    assert f"source = {json.dumps(presets.load('tiktok').sources[0].source, ensure_ascii=False)}" in told


def test_an_unknown_preset_is_one_line_and_code_2() -> None:
    told = run("show", "tiktock")
    assert told.exit_code == 2
    assert told.stderr.splitlines() == [
        "Error: There is no preset 'tiktock'; did you mean tiktok? `autocut presets list` shows all."
    ]
    assert told.stdout == ""


def test_the_shipped_presets_are_all_without_fault() -> None:
    told = run("check", "--json")
    assert told.exit_code == 0
    document = json.loads(told.stdout)
    assert document["passed"] is True
    assert [preset["name"] for preset in document["presets"]] == SHIPPED


def test_check_tells_every_fault_of_a_faulty_preset(mine: Path) -> None:
    path = write(mine, "broken", "crf = ", "crff = ")
    path.write_text(path.read_text("utf-8").replace("true_peak = -1", "true_peak = 1"), "utf-8")
    told = run("check", "tiktok", "broken", "--json")
    assert told.exit_code == 2
    good, broken = json.loads(told.stdout)["presets"]
    assert good["faults"] == []
    assert {fault.partition(":")[0] for fault in broken["faults"]} == {"video", "video.crf", "audio.true_peak"}


def test_check_knows_the_signals_that_a_preset_may_emphasize(mine: Path) -> None:
    path = write(mine, "loud", "emphasis = { ending = 0 }", "emphasis = { laughter = 2 }")
    told = run("check", str(path))
    assert told.exit_code == 2
    assert "score.emphasis.laughter: no such signal" in told.stdout


def test_check_names_each_preset_in_a_line_of_its_own() -> None:
    told = run("check", "tiktok", "x")
    assert [line.split()[:2] for line in told.stdout.splitlines()] == [["OK", "tiktok"], ["OK", "x"]]


@pytest.fixture
def house(mine: Path) -> Path:
    """A preset that extends a shipped one."""
    path = mine / "house.toml"
    path.write_text(
        'name = "house"\nextends = "tiktok"\n[video]\ncrf = 18\n[score.emphasis]\nspeech = 2\n'
        '[[sources]]\nkey = "video.crf"\nsource = "ours"\ndate = 2026-11-26\n',
        "utf-8",
    )
    return path


def test_a_preset_that_extends_another_is_shown_resolved_with_its_own_fields_marked(house: Path) -> None:
    told = run("show", "house").stdout
    assert told.splitlines()[:2] == [
        f"# {house}",
        f"# extends {presets.available()['tiktok']}; lines that are its own say so",
    ]
    assert [line for line in told.splitlines() if line.endswith("# own")] == [
        'name = "house"  # own',
        "speech = 2.0  # own",
        "crf = 18  # own",
        "[[sources]]  # own",
    ]
    assert from_data(tomllib.loads(told), Preset) == presets.load("house")


def test_its_json_says_what_it_extends_and_which_fields_are_its_own(house: Path) -> None:
    document = json.loads(run("show", "house", "--json").stdout)
    assert document.pop("extends") == str(presets.available()["tiktok"])
    assert document.pop("own") == ["name", "video.crf", "score.emphasis.speech"]
    assert document == to_data(presets.load("house"))


def test_what_extends_another_is_listed_and_checked_like_any(house: Path) -> None:
    assert "yours, in" in run("list").stdout
    assert run("check", "house").exit_code == 0
    house.write_text(house.read_text("utf-8").replace("crf = 18", "crff = 18"), "utf-8")
    told = run("check", "house")
    assert told.exit_code == 2
    assert "video: unknown key 'crff', did you mean 'crf'?" in told.stdout
