"""`autocut verify` over files that the real ffmpeg made."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autocut.cli import autocut
from autocut.media.probe import probe
from autocut.model.captions import Cue
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.planfile import read_plan, write_plan
from tests.render.versions import full_preset, rendered, version

TONE = "sine=frequency=440:sample_rate=48000:duration=2"
PICTURE = "testsrc2=size=1280x720:rate=25:duration=2"
LIKE_THIS = ("--set", "duration.min=1", "--set", "audio.loudness=-21", "--set", "audio.tolerance=2")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(autocut, ["verify", *arguments])


@pytest.fixture
def full(make: Callable[..., Path]) -> Path:
    """Two seconds of a picture and a tone as youtube-full asks for, but for its loudness of -21 LUFS."""
    tags = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
    inputs = ["-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", TONE]
    coding = ["-vf", tags, "-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-c:a", "aac", "-ac", "2", "-t", "2"]
    return make("like-youtube-full.mp4", *inputs, *coding, "-movflags", "+faststart")


def test_a_file_that_fits_passes_every_check(full: Path) -> None:
    told = run(str(full), "-p", "youtube-full", *LIKE_THIS)
    assert told.exit_code == 0, told.output
    assert "FAILED" not in told.stdout
    assert told.stdout.splitlines()[-1].endswith("checks passed")


def test_the_document_has_what_was_measured_and_nothing_else_is_on_stdout(full: Path) -> None:
    told = run(str(full), "-p", "youtube-full", *LIKE_THIS, "--json")
    document = json.loads(told.stdout)
    assert document["passed"] is True
    assert (document["width"], document["height"], document["frame_rate"]) == (1280, 720, "25")
    assert (document["video_codec"], document["audio_codec"]) == ("h264", "aac")
    assert document["duration"] == pytest.approx(2, abs=0.04)
    assert document["loudness"]["integrated_lufs"] == pytest.approx(-21.0, abs=1)
    assert document["bytes"] == full.stat().st_size
    assert {"name", "passed", "measured", "required"} == set(document["checks"][0])


def test_only_what_does_not_fit_fails_and_the_code_is_1(full: Path) -> None:
    told = run(str(full), "-p", "youtube-full", "--set", "duration.min=1", "--json")
    assert told.exit_code == 1
    document = json.loads(told.stdout)
    assert [check["name"] for check in document["checks"] if not check["passed"]] == ["loudness"]
    assert document["passed"] is False


def test_a_failed_check_is_marked_in_the_table(full: Path) -> None:
    told = run(str(full), "-p", "youtube-full", *LIKE_THIS, "--set", "audio.codec=mp3", "--set", "container=mov")
    assert told.exit_code == 2, "mp3 does not go into mov"
    told = run(str(full), "-p", "youtube-full", *LIKE_THIS, "--set", "audio.sample_rate=44100")
    assert told.exit_code == 1
    assert [line.split()[1:3] for line in told.stdout.splitlines() if line.startswith("FAILED")] == [
        ["audio", "format"]
    ]
    assert told.stdout.splitlines()[-1].startswith("1 of ")


def test_sound_alone_is_held_against_a_preset_without_a_picture(make: Callable[..., Path]) -> None:
    path = make("tone.mp3", "-f", "lavfi", "-i", TONE, "-c:a", "libmp3lame", "-ac", "2", "-b:a", "128k")
    told = run(str(path), "-p", "podcast-audio", *LIKE_THIS, "--json")
    assert told.exit_code == 0, told.output
    document = json.loads(told.stdout)
    assert document["width"] is None
    assert document["video_codec"] is None


@pytest.mark.parametrize(("name", "content"), [("none.mp4", None), ("empty.mp4", b""), ("text.mp4", b"no video " * 99)])
def test_what_is_no_media_file_is_one_sentence(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    told = run(str(path), "-p", "youtube-full", "--json", "--progress", "none")
    assert told.exit_code == 1
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert line.startswith("Error: ")
    assert name in line


def test_a_file_that_breaks_off_fails_its_decoding_check(full: Path, tmp_path: Path) -> None:
    whole = bytearray(full.read_bytes())
    middle = whole.index(b"mdat") + 60_000
    whole[middle : middle + 20_000] = b"\xff\x00" * 10_000
    path = tmp_path / "broken.mp4"
    path.write_bytes(whole)
    told = run(str(path), "-p", "youtube-full", "--progress", "none")
    assert told.exit_code == 1
    failed = [line for line in told.stdout.splitlines() if line.startswith("FAILED")]
    assert any("decodes to its end" in line for line in failed)


def test_a_preset_must_be_named(full: Path) -> None:
    assert run(str(full)).exit_code == 2


@pytest.fixture
def planned(full: Path, tmp_path: Path) -> Path:
    """The plan of a version of half a second and another half, which the file of two seconds is not made of."""
    master = probe(full)
    rendition = version(master, [Span(0.0, 0.52), Span(1.0, 1.52)], full_preset())
    write_plan(Plan(PLAN_SCHEMA, master, (replace(rendition, name="halves"),)), tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_without_its_plan_the_laws_are_said_to_be_unchecked(full: Path) -> None:
    said = "the laws of editing were not checked"
    assert said in run(str(full), "-p", "youtube-full", *LIKE_THIS).stdout
    assert said in json.loads(run(str(full), "-p", "youtube-full", *LIKE_THIS, "--json").stdout)["notes"][0]


def test_with_its_plan_a_file_is_held_against_the_laws_too(full: Path, planned: Path, tmp_path: Path) -> None:
    plan = read_plan(planned)
    path = rendered(plan.renditions[0], plan.master, tmp_path)
    path = path.rename(tmp_path / "halves.mp4")
    told = run(str(path), "-p", "youtube-full", "--plan", str(planned), *LIKE_THIS, "--json")
    document = json.loads(told.stdout)
    assert document["notes"] == []
    names = {check["name"] for check in document["checks"]}
    assert names >= {"frames", "no word is cut", "joins do not click", "no flash frames", "nothing plays twice"}


def test_a_file_that_the_plan_does_not_name_is_refused(full: Path, planned: Path) -> None:
    told = run(str(full), "-p", "youtube-full", "--plan", str(planned), "--progress", "none")
    assert told.exit_code == 1
    assert "plan.json has no version named like-youtube-full; it has halves" in told.stderr


def test_a_file_that_is_not_what_was_planned_is_said_to_be_unchecked(full: Path, planned: Path, tmp_path: Path) -> None:
    other = tmp_path / "halves.mp4"
    other.write_bytes(full.read_bytes())
    document = json.loads(run(str(other), "-p", "youtube-full", "--plan", str(planned), *LIKE_THIS, "--json").stdout)
    assert document["passed"] is False
    assert "not as long as its plan says" in document["notes"][0]


def test_with_its_plan_each_caption_that_breaks_the_preset_is_listed_and_nothing_fails(
    planned: Path, tmp_path: Path
) -> None:
    plan = read_plan(planned)
    cues = (Cue(Span(0.0, 0.2), ("far too much to read",)), Cue(Span(0.2, 1.04), ("fine",)))
    captioned = replace(plan.renditions[0], cues=cues)
    path = rendered(captioned, plan.master, tmp_path).rename(tmp_path / "halves.mp4")
    write_plan(replace(plan, renditions=(captioned,)), planned)
    bounds = ("--set", "duration.min=1", "--set", "captions.gap=0")
    line = (str(path), "-p", "youtube-full", "--plan", str(planned), *bounds)
    told = run(*line)
    assert told.exit_code == 0, told.output
    listed = [line for line in told.stdout.splitlines() if line.startswith("caption ")]
    assert [line.split("  ")[:2] for line in listed] == [["caption 1", "00:00.0-00:00.2"]] * 2
    assert "too fast to read: 100.0 characters a second, at most 20" in listed[0]
    assert "shown too briefly: 0.200 s, at least 0.833 s" in listed[1]
    assert all(line.endswith("far too much to read") for line in listed)
    document = json.loads(run(*line, "--json").stdout)
    assert [(each["number"], each["rule"]) for each in document["captions"]] == [(1, "speed"), (1, "shortest")]
    assert document["notes"] == [
        "captions too fast to read: 1 of 2, the worst is number 1 at 00:00.0: 100.0 characters a second, at most 20",
        "captions shown too briefly: 1 of 2, the worst is number 1 at 00:00.0: 0.200 s, at least 0.833 s",
    ]
