"""What an earlier run delivered is kept while nothing of it has changed, and only then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.line import CODING, PICTURE, SMALL, SOUND, Said, say, timed

NAMES = ("youtube-full", "archive")


@pytest.fixture
def plan(make: Callable[..., Path], tmp_path: Path) -> Path:
    """The plan of two full versions of two seconds, with captions beside them."""
    talk = make("unchanged.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    (tmp_path / "said.srt").write_text("1\n00:00:00,500 --> 00:00:01,500\nHello there.\n", "utf-8")
    text = (Path(__file__).parents[2] / "presets" / "youtube-full.toml").read_text("utf-8")
    (tmp_path / "archive.toml").write_text(
        text.replace('"youtube-full"', '"archive"').replace("crf = 20", "crf = 30"), "utf-8"
    )
    presets = ("-p", "youtube-full", "-p", tmp_path / "archive.toml")
    options: tuple[str | Path, ...] = (
        *presets,
        *SMALL,
        "--set=analysis.faces=false",
        "--set=duration.min=1",
        "--transcript",
        tmp_path / "said.srt",
    )
    said = say("plan", talk, *options)
    assert said.exit_code == 0, said.stderr
    path = tmp_path / "plan.json"
    path.write_text(said.stdout, "utf-8")
    return path


def made(plan: Path, *options: str) -> Said:
    said = say("render", plan, "-o", plan.parent / "out", "--json", "--progress", "json", *options)
    assert said.exit_code == 0, said.stderr
    return said


def rendered(said: Said) -> list[str]:
    """The names of the versions that were rendered."""
    started = (event["subject"] for event in said.events if event["event"] == "started")
    return sorted({subject.split()[1] for subject in started})


def delivered(said: Said) -> dict[str, dict[str, Any]]:
    (manifest,) = said.document["manifests"]
    return {entry["preset"]: entry for entry in manifest["deliveries"]}


def test_a_second_run_renders_nothing_and_keeps_every_fact(plan: Path) -> None:
    first, again = made(plan), made(plan)
    assert rendered(first) == sorted(NAMES)
    assert rendered(again) == []
    facts = delivered(first)
    assert delivered(again) == {name: {**entry, "unchanged": True} for name, entry in facts.items()}
    notes = [event for event in again.events if event["event"] == "noted"]
    assert [note["subject"].split()[1] for note in notes] == list(NAMES)
    assert all(note["sentence"].startswith("unchanged") for note in notes)
    told = say("render", plan, "-o", plan.parent / "out").stdout.splitlines()
    assert [line.split()[-1] for line in told] == ["unchanged", "unchanged"]
    assert rendered(made(plan, "--force")) == sorted(NAMES)


def test_a_changed_line_of_the_plan_renders_that_version_alone(plan: Path) -> None:
    first = delivered(made(plan))
    data = json.loads(plan.read_text("utf-8"))
    data["renditions"][1]["cues"][0]["lines"] = ["Hello you."]
    plan.write_text(json.dumps(data), "utf-8")
    again = made(plan)
    assert rendered(again) == ["archive"]
    assert "Hello you." in Path(delivered(again)["archive"]["captions"][0]).read_text("utf-8")
    assert delivered(again)["youtube-full"]["sha256"] == first["youtube-full"]["sha256"]


def test_a_file_that_is_gone_or_no_longer_whole_is_rendered_again(plan: Path) -> None:
    first = delivered(made(plan))
    path = Path(first["youtube-full"]["path"])
    whole = path.read_bytes()
    path.write_bytes(whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:])
    assert rendered(made(plan)) == ["youtube-full"]
    assert path.read_bytes() == whole
    path.unlink()
    assert rendered(made(plan)) == ["youtube-full"]
    captions = Path(first["youtube-full"]["captions"][0])
    text = captions.read_text("utf-8")
    captions.unlink()
    assert rendered(made(plan)) == []
    assert captions.read_text("utf-8") == text


def test_a_file_that_went_into_a_version_counts_by_what_it_holds(
    plan: Path, make: Callable[..., Path], tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    data = json.loads(plan.read_text("utf-8"))
    for rendition in data["renditions"]:
        rendition["preset"]["branding"]["logo"] = str(logo)
    data["renditions"][0]["preset"]["branding"]["logo"] = ""
    plan.write_text(json.dumps(data), "utf-8")
    for color, renewed in (("red", sorted(NAMES)), ("blue", ["archive"])):
        logo.write_bytes(
            make(f"unchanged-{color}.png", "-f", "lavfi", "-i", f"color={color}:s=32x32", "-frames:v", "1").read_bytes()
        )
        assert rendered(made(plan)) == renewed
