"""`autocut analyze` told to a person, and its options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.line import say

CODING = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")


@pytest.fixture
def two_shots(make: Callable[..., Path]) -> Path:
    """Six seconds of one picture and six of another, with a tone in the second half alone."""
    parts = (
        "-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25", "-f", "lavfi", "-i", "color=c=white:s=320x180:r=25",
        "-f", "lavfi", "-i", "aevalsrc='0.2*gt(t,6)*sin(2*PI*440*t)':s=48000:d=12",
    )  # fmt: skip
    joined = "[0]trim=end=6,setpts=PTS-STARTPTS[a];[1]trim=end=6,setpts=PTS-STARTPTS[b];[a][b]concat=n=2:v=1[v]"
    return make("analyze-two-shots.mp4", *parts, "-filter_complex", joined, "-map", "[v]", "-map", "2:a", *CODING)


DEAF = ("--set=analysis.speech=false", "--set=analysis.faces=false")


def test_shots_and_levels_are_those_of_the_master(two_shots: Path) -> None:
    document = say("analyze", two_shots, *DEAF, "--json").document
    assert [(shot["start"], shot["end"]) for shot in document["shots"]] == [
        (0.0, pytest.approx(6, abs=0.05)),
        (pytest.approx(6, abs=0.05), pytest.approx(12, abs=0.05)),
    ]
    loud = document["loudness"]["momentary"]["values"]
    assert max(loud[:55]) == -70
    assert min(loud[70:115]) == pytest.approx(-17, abs=3)
    assert document["transcript"] is None


def test_only_what_is_asked_for_is_looked_for_and_told(
    two_shots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path))
    said = say("analyze", two_shots, "--only", "loudness", "--json", "--progress", "json")
    assert set(said.document) == {"master", "loudness", "segments", "notes"}
    assert {event["stage"] for event in said.events} == {"metering"}
    again = say("analyze", two_shots, "--only", "loudness,black", "--json", "--progress", "json")
    assert {event["stage"] for event in again.events} == {"watching"}
    assert again.document["loudness"] == said.document["loudness"]


def test_exhaustive_looks_at_every_frame_and_finds_the_same_shots(
    two_shots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path))
    quick, full = (
        say("analyze", two_shots, "--only", "shots", *more, "--json", "--progress", "json")
        for more in ((), ("--exhaustive",))
    )
    assert {event["stage"] for event in full.events} == {"watching"}
    bounds = [[(shot["start"], shot["end"]) for shot in said.document["shots"]] for said in (quick, full)]
    assert bounds[0] == bounds[1]
    assert len(bounds[0]) == 2


def test_a_field_that_there_is_not_is_wrong_usage(two_shots: Path) -> None:
    said = say("analyze", two_shots, "--only", "shots,smells")
    assert said.exit_code == 2
    assert "not smells" in said.stderr


def test_a_subtitle_file_is_used_instead_of_listening(two_shots: Path, tmp_path: Path) -> None:
    words = tmp_path / "said.srt"
    words.write_text("1\n00:00:01,000 --> 00:00:03,000\n[music] Hello there. General Kenobi!\n", "utf-8")
    said = say("analyze", two_shots, "--transcript", words, "--language", "en", "--set=analysis.faces=false", "--json")
    transcript = said.document["transcript"]
    assert (transcript["language"], transcript["source"]) == ("en", "said.srt")
    texts = [" ".join(word["text"] for word in utterance["words"]) for utterance in transcript["utterances"]]
    assert texts == ["Hello there.", "General Kenobi!"]
    assert "transcribing" not in said.stderr
    told = say("analyze", two_shots, "--transcript", words, "--set=analysis.faces=false").stdout
    assert "00:01.0  Hello there." in told


def test_two_presets_are_wrong_usage(two_shots: Path) -> None:
    said = say("analyze", two_shots, "-p", "youtube-full", "-p", "tiktok")
    assert said.exit_code == 2
    assert said.stdout == ""
