"""Several masters in one go: side by side, with a table, and on where it stopped."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from autocut import store
from tests.cli.line import CODING, DEAF, PICTURE, SOUND, files_in, say
from tests.cli.test_interrupt import at_work, programs_at

SMALL_SOUND = ("-p", "podcast-audio", *DEAF)


@pytest.fixture
def masters(make: Callable[..., Path], tmp_path: Path) -> list[Path]:
    """Three masters of two seconds, and one that is none."""
    short = [text.format(seconds=2) for text in (*PICTURE, *SOUND)]
    whole = make("batch.mp4", *short, *CODING)
    paths = [tmp_path / f"{name}.mp4" for name in ("a", "b", "c")]
    for number, path in enumerate(paths):
        # Trailing zeros in a free box: other content, the same picture.
        path.write_bytes(whole.read_bytes() + (8 + number).to_bytes(4, "big") + b"free" + bytes(number))
    broken = tmp_path / "broken.mp4"
    broken.write_text("no video")
    return [*paths, broken]


@pytest.mark.slow
def test_two_at_once_make_what_one_makes_with_a_row_for_each(masters: list[Path], tmp_path: Path) -> None:
    manifests = []
    for jobs in ("1", "2"):
        said = say("render", *masters, *SMALL_SOUND, "--jobs", jobs, "--keep-going", "-o", tmp_path / jobs, "--json")
        assert said.exit_code == 1, said.stderr
        assert said.document["exit_code"] == 1
        rows = [(row["master"], row["version"], row["status"]) for row in said.document["table"]]
        assert rows == [(f"{n}.mp4", "podcast-audio", "delivered") for n in "abc"] + [("broken.mp4", "", "failed")]
        assert all(row["seconds"] > 0 for row in said.document["table"])
        assert "no media file" in said.document["table"][-1]["reason"]
        assert "4 of 4 masters done" not in said.stderr
        manifests.append([json.dumps(each).replace(f"/{jobs}/", "/OUT/") for each in said.document["manifests"]])
    assert manifests[0] == manifests[1]


@pytest.mark.slow
def test_a_second_run_keeps_what_is_there_and_says_so_in_the_table(masters: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert say("render", *masters[:2], *SMALL_SOUND, "-o", out).exit_code == 0
    (out / "b" / "podcast-audio.mp3").unlink()
    said = say("render", *masters[:2], *SMALL_SOUND, "-o", out)
    assert said.exit_code == 0
    head, first, second = (line.split() for line in said.stdout.splitlines())
    assert head[:4] == ["master", "version", "status", "time"]
    assert first[:4] == ["a.mp4", "podcast-audio", "unchanged", "-"]
    assert second[:3] == ["b.mp4", "podcast-audio", "delivered"]


@pytest.mark.slow
def test_after_a_failure_no_more_are_begun_where_that_is_asked(masters: list[Path], tmp_path: Path) -> None:
    said = say("render", masters[-1], *masters[:2], *SMALL_SOUND, "--fail-fast", "-o", tmp_path / "out", "--json")
    assert said.exit_code == 1
    assert [row["status"] for row in said.document["table"]] == ["failed", "not begun", "not begun"]
    assert files_in(tmp_path / "out") == set()


@pytest.mark.slow
def test_the_outlook_is_told_at_the_start_once_the_like_was_done(
    masters: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.SETTING, str(tmp_path / "cache"))
    first = say("render", *masters[:2], *SMALL_SOUND, "-o", tmp_path / "one")
    notes = [line for line in first.stderr.splitlines() if line.startswith("note: batch:")]
    assert notes[0] == "note: batch: 2 masters, 0.1 min of material; how long it will take is known after the first"
    assert notes[1].startswith("note: batch: 1 of 2 masters done; ")
    again = say("render", *masters[:2], *SMALL_SOUND, "-o", tmp_path / "two")
    assert "left (by earlier batches)" in again.stderr


@pytest.mark.slow
def test_an_interrupted_batch_ends_its_workers_and_goes_on_when_run_again(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    long = [text.format(seconds=60) for text in (*PICTURE, *SOUND)]
    whole = make("long-batch.mp4", *long, *CODING)
    for name in ("a", "b"):
        (tmp_path / f"{name}.mp4").symlink_to(whole)
    options = ("-p", "youtube-full", "--set=video.speed=veryslow", *DEAF, "--jobs", "2")
    options = (*options, "--set=canvas.width=640", "--set=canvas.height=360", str(tmp_path / "b.mp4"))

    def rendering(event: dict[str, object]) -> bool:
        return event["event"] == "progressed" and event["stage"] == "rendering"

    with at_work(tmp_path / "a.mp4", tmp_path / "out", options, rendering) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 143
    assert programs_at(tmp_path) == []
    assert not [name for name in files_in(tmp_path / "out") if "manifest" not in name and "." in Path(name).name]
