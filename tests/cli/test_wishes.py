"""What is asked on the command line and beside the master reaches the plan, and wrong usage is told at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.line import FULL, SHORT, SMALL, SOUND, SPOKEN, Said, files_in, refused, say, timed

QUIET = ("--progress", "none")


@pytest.fixture
def master(talk: Path, tmp_path: Path) -> Path:
    """A master of three seconds with its words beside it."""
    path = tmp_path / "talk.mp4"
    shutil.copy(talk, path)
    path.with_suffix(".srt").write_text(SPOKEN, "utf-8")
    return path


def presets_of(said: Said) -> list[dict[str, Any]]:
    assert said.exit_code == 0, said.stderr
    return [rendition["preset"] for rendition in said.document["renditions"]]


def test_the_plan_records_what_was_asked(master: Path, make: Callable[..., Path]) -> None:
    tune = make("tune.wav", *timed(SOUND, 4))
    asked = (
        "--keep=00:00:01-00:00:02", "--never=0-0.5", "--duration=1..3", "--seed=4", "--tighten=gentle", "--hook-first",
        "--profanity=mute", "--title=A title", "--tagline=A line", f"--music={tune}", "--topic=robots",
        "--avoid=lawsuit",
    )  # fmt: skip
    (preset,) = presets_of(say("plan", master, *SHORT, *asked, "--json", *QUIET))
    assert preset["edit"]["keep"] == [{"start": 1.0, "end": 2.0}]
    assert preset["edit"]["never"] == [{"start": 0.0, "end": 0.5}]
    assert preset["duration"] == {"min": 1.0, "target": 2.0, "max": 3.0}
    assert [preset["edit"][key] for key in ("seed", "tighten", "hook_first", "profanity")] == [
        4,
        "gentle",
        True,
        "mute",
    ]
    brand = preset["branding"]
    assert [brand[key] for key in ("title", "tagline", "music")] == ["A title", "A line", str(tune)]
    assert (preset["score"]["topics"], preset["score"]["avoid"]) == (["robots"], ["lawsuit"])


def test_a_path_is_made_absolute(master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGBA", (64, 32), "white").save(tmp_path / "logo.png")
    monkeypatch.chdir(tmp_path)
    (preset,) = presets_of(say("plan", "talk.mp4", *SHORT, "--logo=logo.png", "--json", *QUIET))
    assert preset["branding"]["logo"] == str(tmp_path / "logo.png")


def test_how_a_stretch_is_cropped_is_asked_on_the_line_or_beside_the_master(master: Path) -> None:
    beside = master.with_suffix(".autocut.toml")
    for options, text in ((("--crop=0-9=right",), ""), ((), 'crop = ["0:00-0:09=right"]')):
        beside.write_text(text, "utf-8")
        (rendition,) = say("plan", master, *SHORT, *options, "--json", *QUIET).document["renditions"]
        assert rendition["preset"]["reframe"]["asked"] == [{"start": 0.0, "end": 9.0, "how": "right"}]
        assert {framing["why"] for framing in rendition["framings"]} == {"Asked for: right."}
    beside.write_text('crop = ["0:00-0:09=up"]', "utf-8")
    said = say("plan", master, *SHORT, *QUIET)
    assert said.exit_code == 2
    assert "crop[0]: 'up' is none of left, right, top, bottom, center" in said.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--keep", "soon"), "'soon' is no stretch such as 00:01:10-00:01:25"),
        (("--keep", "1:10-1:05"), "'1:10-1:05' ends before it begins"),
        (("--never", "1-x"), "'x' is no time such as 00:01:10 or 70.5"),
        (("--crop", "1-2"), "'1-2' does not say how, as 00:10-00:20=left does"),
        (("--crop", "1-2=up"), "'up' is none of left, right, top, bottom, center"),
        (("--duration", "45..30"), "leaves no length between its ends"),
        (("--duration", "long"), "is no length in seconds such as 30..45"),
        (("--duration", "30..900"), "duration.max: must not be more than limits.max_duration"),
        (("--count", "0"), "0 is not in the range x>=1"),
        (("--seed", "-1"), "-1 is not in the range x>=0"),
        (("--tighten", "loud"), "'loud' is not one of"),
        (("--music", "none.wav"), "File 'none.wav' does not exist"),
        (("--logo", "."), "File '.' is a directory"),
        (("--matrix", "none.toml"), "--matrix names its own presets; -p does not apply beside it"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_done(options: tuple[str, ...], sentence: str, master: Path) -> None:
    for command in ("render", "plan"):
        said = say(command, master, "-p", "youtube-short", *options, "-o", master.parent / "out")
        assert said.exit_code == 2, said
        assert said.stdout == ""
        assert sentence in said.stderr
        assert files_in(master.parent / "out") == set()


def test_a_conflict_is_told_before_the_master_is_looked_at(master: Path) -> None:
    said = say("plan", master, "-p", "youtube-short", "--keep=0-1", "--never=0.5-2", "--progress=json")
    assert said.exit_code == 1
    assert said.stderr.splitlines() == [
        "Error: 00:00.0-00:01.0, which is to be kept, shares 0.5 s with 00:00.5-00:02.0, which is never to be shown"
    ]
    told = refused("render", master, "-p", "youtube-short", "--keep=1-8", "-o", master.parent / "out")
    assert told.endswith("ends 5.0 s after the end of the master at 00:03.0")


def test_a_sidecar_asks_and_is_told_of(master: Path) -> None:
    master.with_suffix(".autocut.toml").write_text('title = "Beside"\nseed = 3\n', "utf-8")
    said = say("plan", master, *SHORT, "--seed=5", "--json", "--progress=plain")
    (preset,) = presets_of(said)
    assert (preset["branding"]["title"], preset["edit"]["seed"]) == ("Beside", 5)
    note = "made as talk.autocut.toml beside the master asks"
    assert f"note: talk.mp4: {note}" in said.stderr.splitlines()
    assert said.document["renditions"][0]["notes"][0] == note


def test_the_presets_may_come_from_the_sidecar_alone(master: Path) -> None:
    path = master.with_suffix(".autocut.toml")
    path.write_text('presets = ["youtube-full"]\n[set]\nanalysis.speech = false\nanalysis.faces = false\n', "utf-8")
    (preset,) = presets_of(say("plan", master, "--json", *QUIET))
    assert (preset["name"], preset["analysis"]["faces"]) == ("youtube-full", False)
    path.write_text("seed = 1", "utf-8")
    said = say("plan", master)
    assert said.exit_code == 2
    assert said.stderr.splitlines()[-1] == f"Error: {path} names no presets, and neither does -p"


def test_each_master_of_a_batch_has_its_own_sidecar_and_a_faulty_one_fails_alone(master: Path, tmp_path: Path) -> None:
    others = [tmp_path / f"{name}.mp4" for name in ("titled", "faulty")]
    for path in others:
        shutil.copy(master, path)
    (tmp_path / "titled.mp4.autocut.toml").write_text('title = "Own"\n', "utf-8")
    (tmp_path / "faulty.autocut.toml").write_text("cuont = 3\n", "utf-8")
    said = say("render", master, *others, *FULL, "-o", tmp_path / "out", "--json", "--progress", "json")
    assert said.exit_code == 2
    (failure,) = said.document["failures"]
    assert (failure["subject"], failure["exit_code"]) == ("faulty.mp4", 2)
    assert "unknown key 'cuont', did you mean 'count'?" in failure["reason"]
    notes = [manifest["deliveries"][0]["notes"] for manifest in said.document["manifests"]]
    assert ["made as titled.mp4.autocut.toml beside the master asks" in each for each in notes] == [False, True]
    noted = [event["subject"] for event in said.events if event["event"] == "noted"]
    assert [subject for subject in noted if subject != "batch"] == ["titled.mp4"]


def test_a_matrix_makes_every_row_in_every_column_of_one_analysis(
    master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "new"))
    path = tmp_path / "versions.toml"
    path.write_text(
        'presets = ["youtube-full", "linkedin"]\n[rows.calm]\nseed = 1\n[rows.loud]\npresets = ["youtube-full"]\n'
        "set.audio.loudness = -12\n",
        "utf-8",
    )
    small = (*SMALL, "--set=analysis.faces=false", "--set=duration.min=1", "--set=duration.target=2")
    said = say("render", master, "--matrix", path, *small, "-o", tmp_path / "out", "--json", "--progress", "json")
    assert said.exit_code == 0, said.stderr
    names = [Path(entry["path"]).stem for entry in said.document["manifests"][0]["deliveries"]]
    assert names == ["youtube-full-calm", "linkedin-calm", "youtube-full-loud"]
    assert [entry["preset"] for entry in said.document["manifests"][0]["deliveries"]] == names
    watched = [event for event in said.events if event["event"] == "started" and event["stage"] == "watching"]
    assert len(watched) == 1


def test_a_plan_file_takes_no_wishes(tmp_path: Path) -> None:
    for option in (("--keep", "0-1"), ("--count", "2"), ("--no-hook-first",), ("--matrix", "versions.toml")):
        said = say("render", tmp_path / "plan.json", *option)
        assert said.exit_code == 2
        assert "a plan file says what to make; the options of planning do not apply" in said.stderr


def test_analyze_takes_topics_and_no_wishes(talk: Path) -> None:
    assert say("analyze", talk, "--only=loudness", "--topic=robots", "--json", *QUIET).exit_code == 0
    assert "No such option" in say("analyze", talk, "--keep=0-1").stderr


def test_the_plan_of_a_matrix_is_one_file(master: Path, tmp_path: Path) -> None:
    path = tmp_path / "versions.toml"
    path.write_text('presets = ["youtube-full"]\n[rows.a]\n[rows.b]\n', "utf-8")
    said = say("plan", master, "--matrix", path, "--set=analysis.faces=false", "-o", tmp_path / "plan.json", *QUIET)
    assert said.exit_code == 0, said.stderr
    names = [each["name"] for each in json.loads((tmp_path / "plan.json").read_text("utf-8"))["renditions"]]
    assert names == ["youtube-full-a", "youtube-full-b"]


@pytest.mark.parametrize("name", [".", "..", "none/", "L" * 250])
def test_a_path_beside_which_nothing_can_lie_is_told_like_any_bad_master(name: str, tmp_path: Path) -> None:
    assert refused("render", name, *FULL, "-o", tmp_path / "out")
    assert files_in(tmp_path) == set()


def test_two_presets_of_one_name_are_refused(tmp_path: Path, master: Path) -> None:
    (tmp_path / "other.toml").write_text('extends = "tiktok"\nname = "tiktok"\n', "utf-8")
    said = say("plan", master, "-p", "tiktok", "-p", tmp_path / "other.toml")
    assert said.exit_code == 2
    assert said.stderr.splitlines()[-1] == "Error: two versions would be named tiktok"


def test_a_matrix_that_is_not_there_is_told(master: Path) -> None:
    said = say("plan", master, "--matrix", "none.toml")
    assert said.exit_code == 2
    assert said.stderr.splitlines()[-1].startswith("Error: none.toml: cannot be read: No such file")
