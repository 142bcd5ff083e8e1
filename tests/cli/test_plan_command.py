"""`autocut plan`: the same bytes each time, a file that a person may edit, and the render follows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.line import DEAF, SMALL, files_in, say
from tests.numbered import numbers

FULL = ("-p", "youtube-full", "--set=video.speed=ultrafast", "--set=audio.bitrate=96", *DEAF)


@pytest.fixture
def master(numbered: Callable[..., Path]) -> Path:
    """A master whose frames carry their numbers."""
    return numbered("25", 240, "320x180")


@pytest.fixture
def plan(master: Path, tmp_path: Path) -> Path:
    """The plan of its full version."""
    path = tmp_path / "plan.json"
    said = say("plan", master, *FULL, "-o", path)
    assert said.exit_code == 0, said.stderr
    return path


def edited(plan: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The plan with a change made by hand."""
    data = json.loads(plan.read_text("utf-8"))
    change(data)
    plan.write_text(json.dumps(data, indent=4), "utf-8")
    return plan


def clips(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["renditions"][0]["timeline"]["clips"]
    return found


def test_a_plan_is_rendered_as_it_was_made(plan: Path, tmp_path: Path) -> None:
    said = say("render", plan, "-o", tmp_path / "out", "--json", "--progress", "json")
    assert said.exit_code == 0, said.stderr
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert numbers(Path(entry["path"])) == list(range(240))
    assert {event["stage"] for event in said.events if "stage" in event} == {"rendering", "verifying"}


def test_frames_follow_a_clip_that_was_edited_by_hand(plan: Path, tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        (whole,) = clips(data)
        clips(data)[:] = [{**whole, "start": 5.2, "end": 6}, {**whole, "end": 2.4}]

    said = say("render", edited(plan, change), "-o", tmp_path / "out", "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert numbers(Path(entry["path"])) == [*range(130, 150), *range(60)]
    assert entry["clips"] == [{"start": 5.2, "end": 6.0}, {"start": 0.0, "end": 2.4}]
    assert entry["duration"] == pytest.approx(3.2)


def test_a_card_may_be_put_in_by_hand(plan: Path, tmp_path: Path) -> None:
    card = {"source": "card", "start": 0, "end": 0.6, "card": {"title": "By hand"}}
    path = edited(plan, lambda data: clips(data).insert(0, card))
    said = say("render", path, "-o", tmp_path / "out", "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert numbers(Path(entry["path"]))[15:] == list(range(240))


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "schema": (lambda data: data.update(schema=99), "has schema 99; this version of autocut reads plans of schema 2"),
    "no-schema": (lambda data: data.pop("schema"), "has schema None"),
    "unknown-key": (lambda data: data.update(colour="red"), "unknown key 'colour'"),
    "misspelt": (lambda data: clips(data)[0].update(stat=1.0), "'stat'"),
    "word": (lambda data: clips(data)[0].update(end="soon"), "expected a number, not 'soon'"),
    "backwards": (lambda data: clips(data)[0].update(start=5.0, end=4.0), "start <= end"),
    "past-the-end": (lambda data: clips(data)[0].update(end=99.0), "ends at 99.000 s, the master at 9.6"),
    "nothing": (lambda data: clips(data)[0].update(end=0.0), "lasts less than a frame"),
    "other-source": (lambda data: clips(data)[0].update(source="/elsewhere.mp4"), "is not the plan's master"),
    "escape": (lambda data: data["renditions"][0].update(name="../up"), "is no file name"),
    "hidden": (lambda data: data["renditions"][0].update(name=".hidden"), "is no file name"),
    "twice": (lambda data: data["renditions"].append(data["renditions"][0]), "is used 2 times"),
    "other-master": (lambda data: data["master"].update(fingerprint="0"), "has changed since the plan was made"),
    "no-master": (lambda data: data["master"].update(path="/gone.mp4"), "/gone.mp4 cannot be read"),
    "endless": (lambda data: clips(data)[0].update(end=float("inf")), "expected a number, not inf"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_plan_is_refused_with_the_reason(fault: str, plan: Path, tmp_path: Path) -> None:
    change, reason = FAULTS[fault]
    said = say("render", edited(plan, change), "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 1, said
    assert reason in said.stderr
    assert files_in(tmp_path / "out") == set()


def test_a_version_name_that_is_too_long_for_a_file_is_refused(plan: Path, tmp_path: Path) -> None:
    path = edited(plan, lambda data: data["renditions"][0].update(name="n" * 300))
    said = say("render", path, "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 1
    assert "is no file name" in said.stderr


@pytest.mark.parametrize("content", [b"", b"not json", b"[1, 2]", b"null", b'{"schema": 2}', bytes(range(256))])
def test_what_is_no_plan_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    said = say("render", path, "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 1
    assert "plan.json" in said.stderr


def test_a_missing_plan_is_refused(tmp_path: Path) -> None:
    said = say("render", tmp_path / "plan.json", "--progress", "plain")
    assert said.exit_code == 1
    assert "cannot be read: No such file" in said.stderr


@pytest.mark.parametrize("option", [("-p", "youtube-full"), ("--set", "video.crf=30"), ("--model", "tiny.en")])
def test_a_plan_file_takes_no_options_of_planning(option: tuple[str, str], plan: Path) -> None:
    said = say("render", plan, *option)
    assert said.exit_code == 2
    assert "a plan file" in said.stderr


def test_a_plan_that_cannot_be_written_is_refused(master: Path, tmp_path: Path) -> None:
    said = say("plan", master, *FULL, "-o", tmp_path / "none" / "plan.json")
    assert said.exit_code == 1
    assert "cannot be written" in said.stderr


def test_the_plan_goes_to_stdout_or_to_its_file_and_is_the_same(master: Path, plan: Path) -> None:
    said = say("plan", master, *FULL)
    assert said.stdout.encode() == plan.read_bytes()
    assert "youtube-full: 9.6 s" in said.stderr
    assert not list(plan.parent.glob(".*"))


@pytest.mark.slow
def test_two_separate_analyses_give_the_same_plan_byte_for_byte(
    sample: Path, make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = ("-t", "32", "-i", str(sample), "-vf", "scale=320:-2", "-c:v", "libx264", "-preset", "ultrafast")
    master = make("plan-half.mp4", *small, "-c:a", "aac")
    told = ("--set=score.minimum=0", "--set=duration.min=10", "--model=tiny.en")
    presets = ("-p", "youtube-short", "-p", "trailer-vertical", *SMALL, *told)
    plans = []
    for cache in ("first", "second"):
        monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / cache))
        said = say("plan", master, *presets, "--progress", "json")
        assert said.exit_code == 0, said.stderr
        assert "watching" in said.stderr
        plans.append(said.stdout)
    assert plans[0] == plans[1]
    assert say("plan", master, *presets, "--progress", "none").stdout == plans[0]
    data = json.loads(plans[0])
    assert all(rendition["timeline"]["clips"] for rendition in data["renditions"])
    assert all(candidate["why"] for rendition in data["renditions"] for candidate in rendition["candidates"])


def test_the_storyboard_is_drawn_beside_the_plan(master: Path, tmp_path: Path) -> None:
    board = tmp_path / "board.png"
    said = say("plan", master, *FULL, "--storyboard", board, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    assert board.read_bytes().startswith(b"\x89PNG")
    assert said.document["renditions"][0]["name"] == "youtube-full"
    assert files_in(tmp_path) == {"board.png"}


@pytest.mark.parametrize("name", ["board.txt", "board", "none/board.png", "."])
def test_a_storyboard_that_cannot_be_written_is_told_before_anything_is_done(
    name: str, master: Path, tmp_path: Path
) -> None:
    said = say("plan", master, *FULL, "--storyboard", tmp_path / name)
    assert said.exit_code == 2
    assert said.stderr.splitlines()[-1].startswith("Error: Invalid value for '--storyboard': ")
    assert files_in(tmp_path) == set()


def test_where_no_version_has_clips_there_is_no_storyboard_and_that_is_told(master: Path, tmp_path: Path) -> None:
    short = ("-p", "youtube-short", *DEAF)
    said = say("plan", master, *short, "--storyboard", tmp_path / "board.png", "-o", tmp_path / "plan.json")
    assert said.exit_code == 0, said.stderr
    assert f"warning: {master.name}: no version has clips, so there is no storyboard" in said.stderr.splitlines()
    assert said.stdout.startswith("youtube-short: nothing passed: the master lasts 9.60 s")
    assert files_in(tmp_path) == {"plan.json"}
