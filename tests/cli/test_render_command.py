"""`autocut render` from end to end on the sample: whole files, checked, captioned, and quick the second time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pysubs2
import pytest

from autocut.media.inspect import inspect
from tests.cli.line import DEAF, SMALL, Said, files_in, say

pytestmark = pytest.mark.slow


def deliveries(said: Said) -> list[dict[str, Any]]:
    """The deliveries of the one manifest."""
    (manifest,) = said.document["manifests"]
    found: list[dict[str, Any]] = manifest["deliveries"]
    return found


def test_three_versions_are_delivered_and_nothing_else_is_left(rendered: Said, outbox: Path) -> None:
    assert rendered.exit_code == 0, rendered.stderr
    assert rendered.document["failures"] == []
    assert [entry["status"] for entry in deliveries(rendered)] == ["delivered"] * 3
    names = ("youtube-short", "trailer-vertical", "youtube-full")
    kinds = ("mp4", "srt", "vtt")
    assert files_in(outbox) == {
        "sintel_trailer_720p",
        "sintel_trailer_720p/manifest.json",
        *(f"sintel_trailer_720p/{name}.{kind}" for name in names for kind in kinds),
    }


def test_the_manifest_says_what_the_files_are(rendered: Said, outbox: Path) -> None:
    for entry in deliveries(rendered):
        path = Path(entry["path"])
        facts = inspect(path)
        assert facts.picture is not None
        assert facts.sound is not None
        assert entry["bytes"] == path.stat().st_size
        assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (entry["width"], entry["height"]) == (facts.picture.size.width, facts.picture.size.height)
        assert entry["duration"] == pytest.approx(facts.picture.frames / 24, abs=0.001)
        assert (entry["video_codec"], entry["audio_codec"]) == ("h264", "aac")
        assert entry["loudness"]["integrated_lufs"] == pytest.approx(-14, abs=1)
        assert entry["loudness"]["true_peak_dbtp"] <= -1.0
        assert all(check["passed"] for check in entry["checks"])
    sizes = {entry["preset"]: (entry["width"], entry["height"]) for entry in deliveries(rendered)}
    assert sizes["youtube-short"] == sizes["trailer-vertical"] == (180, 320)
    assert sizes["youtube-full"] == (180, 102)


def test_the_written_manifest_is_the_one_told(rendered: Said, outbox: Path, sample: Path) -> None:
    written = json.loads((outbox / "sintel_trailer_720p" / "manifest.json").read_text("utf-8"))
    assert [written] == rendered.document["manifests"]
    assert written["master"]["path"] == str(sample)
    assert written["master"]["sha256"] == hashlib.sha256(sample.read_bytes()).hexdigest()


def test_captions_can_be_read_and_lie_within_their_version(rendered: Said) -> None:
    for entry in deliveries(rendered):
        assert [Path(path).suffix for path in entry["captions"]] == [".srt", ".vtt"]
        read = [pysubs2.load(path, encoding="utf-8") for path in entry["captions"]]
        texts = [[event.plaintext for event in subtitles] for subtitles in read]
        assert texts[0] == texts[1]
        assert texts[0]
        for subtitles in read:
            times = [(event.start / 1000, event.end / 1000) for event in subtitles]
            assert all(0 <= start < end <= entry["duration"] + 0.001 for start, end in times)
            assert all(end <= after for (_, end), (after, _) in pairwise(times))


def test_the_full_version_has_all_that_is_said(rendered: Said) -> None:
    full = next(entry for entry in deliveries(rendered) if entry["preset"] == "youtube-full")
    said = " ".join(event.plaintext for event in pysubs2.load(full["captions"][0], encoding="utf-8")).lower()
    said = said.replace("\n", " ")
    assert "what brings you to the land of the gatekeepers?" in said
    assert "searching for some" in said


def test_a_trailer_lasts_longer_than_its_clips_by_its_cards(rendered: Said) -> None:
    trailer = next(entry for entry in deliveries(rendered) if entry["preset"] == "trailer-vertical")
    clips = sum(clip["end"] - clip["start"] for clip in trailer["clips"])
    assert trailer["duration"] - clips == pytest.approx(4, abs=0.1)
    assert all(clip["end"] <= 52.21 * 0.85 for clip in trailer["clips"])


def test_what_was_once_analyzed_is_neither_watched_nor_heard_again(analyzed: Said, rendered: Said) -> None:
    assert {event["stage"] for event in analyzed.events if "stage" in event} >= {"watching", "transcribing"}
    assert {event["stage"] for event in rendered.events if "stage" in event} == {"rendering", "verifying"}


def test_every_stage_that_starts_goes_on_and_finishes(rendered: Said) -> None:
    stages: dict[tuple[str, str], list[str]] = {}
    for event in rendered.events:
        assert event["event"] in {"started", "progressed", "finished", "warned"}
        if "stage" in event:
            stages.setdefault((event["stage"], event["subject"]), []).append(event["event"])
    assert ("rendering", "sintel_trailer_720p.mp4 youtube-full") in stages
    for told in stages.values():
        assert (told[0], told[-1]) == ("started", "finished")
        assert set(told[1:-1]) == {"progressed"}


def test_without_json_each_version_is_a_line(make: Callable[..., Path], sample: Path, tmp_path: Path) -> None:
    short = make("first-seconds.mp4", "-t", "3", "-i", str(sample), "-c:v", "libx264", "-preset", "ultrafast")
    options: tuple[str | Path, ...] = ("-p", "youtube-full", "-p", "youtube-short", *SMALL, *DEAF, "-o", tmp_path)
    said = say("render", short, *options)
    assert said.exit_code == 0, said.stderr
    full, nothing = said.stdout.splitlines()
    assert full.split()[0] == "youtube-full"
    assert str(tmp_path / "first-seconds" / "youtube-full.mp4") in full
    assert nothing.split()[:3] == ["youtube-short", "nothing", "passed:"]
    assert "rendering: first-seconds.mp4 youtube-full: done in" in said.stderr
    again = say("render", short, *options, "--progress", "none")
    assert again.stderr == ""


def test_a_run_with_another_preset_keeps_what_the_manifest_said_before(
    make: Callable[..., Path], sample: Path, tmp_path: Path
) -> None:
    short = make("first-seconds.mp4", "-t", "3", "-i", str(sample), "-c:v", "libx264", "-preset", "ultrafast")
    options: tuple[str | Path, ...] = (*SMALL, *DEAF, "-o", tmp_path, "--json", "--progress", "none")
    first = say("render", short, "-p", "youtube-full", *options)
    second = say("render", short, "-p", "linkedin", "--set=duration.min=1", *options)
    assert deliveries(second)[0] == deliveries(first)[0]
    assert [entry["preset"] for entry in deliveries(second)] == ["youtube-full", "linkedin"]
    third = say("render", short, "-p", "youtube-full", "--set=video.crf=30", *options)
    assert sorted(entry["preset"] for entry in deliveries(third)) == ["linkedin", "youtube-full"]
