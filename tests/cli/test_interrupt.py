"""An interrupted render ends at once, ends its children, and leaves nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.line import SMALL, Said, files_in

ROOT = Path(__file__).parents[2]
DEAF = ("--set=analysis.speech=false", "--set=analysis.faces=false")
# Slow enough that nobody finishes before the signal comes.
# Smaller than the sample, whose picture would else be copied in no time.
SIZE = ("--set=canvas.width=960", "--set=canvas.height=540")
FULL = ("-p", "youtube-full", "--set=video.speed=veryslow", "--set=audio.bitrate=96", *SIZE, *DEAF)


@contextmanager
def at_work(
    master: Path, outbox: Path, options: tuple[str, ...], there: Callable[[dict[str, Any]], bool]
) -> Iterator[subprocess.Popen[str]]:
    """A render in a process of its own, at the event for which `there` is true."""
    command = [sys.executable, "-m", "autocut", "render", str(master), "-o", str(outbox), "--progress", "json"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=surroundings
    ) as process:
        try:
            assert process.stderr is not None
            assert any(there(json.loads(line)) for line in process.stderr), "it ended before"
            yield process
        finally:
            process.kill()


def is_under_way(stage: str, subject: str = "") -> Callable[[dict[str, Any]], bool]:
    """Whether an event tells of progress past the first tenth of a stage."""
    return lambda event: (
        event["event"] == "progressed"
        and event["stage"] == stage
        and event["fraction"] > 0.1
        and subject in event["subject"]
    )


def programs_at(folder: Path) -> list[str]:
    """The command lines of ffmpeg that name the folder, in their arguments or as where they work."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                place = str((process / "cwd").readlink())
            except OSError:
                continue
            if "ffmpeg" in line and (str(folder) in line or str(folder) in place):
                found.append(line)
    return found


@pytest.fixture
def master(analyzed: Said, sample: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, analyzed before, under a path that no other process names."""
    assert analyzed.exit_code == 0
    monkeypatch.setenv("AUTOCUT_CACHE", str(cache))
    path = tmp_path / "interrupted.mp4"
    path.symlink_to(sample)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_render_and_all_that_it_started(
    number: signal.Signals, code: int, master: Path, tmp_path: Path
) -> None:
    outbox = tmp_path / "out"
    with at_work(master, outbox, FULL, is_under_way("rendering")) as process:
        assert programs_at(tmp_path)
        sent = time.monotonic()
        process.send_signal(number)
        ended = process.wait(timeout=10)
        assert time.monotonic() - sent < 5
        assert programs_at(tmp_path) == []
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert files_in(outbox) <= {"interrupted", "interrupted/manifest.json"}
    assert ended == code


@pytest.mark.slow
def test_an_interrupt_while_watching_leaves_no_outbox(
    master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "cache"))
    with at_work(master, tmp_path / "out", FULL, is_under_way("watching")) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert files_in(tmp_path / "out") == set()


@pytest.mark.slow
def test_a_version_that_was_finished_before_the_interrupt_is_whole(master: Path, tmp_path: Path) -> None:
    outbox = tmp_path / "out"
    presets = ("-p", "youtube-short", "-p", "youtube-full", "--set=score.minimum=0", *SMALL, *DEAF)
    with at_work(master, outbox, presets, is_under_way("rendering", "youtube-full")) as process:
        process.terminate()
        assert process.wait(timeout=10) == 143
    assert files_in(outbox) == {"interrupted", "interrupted/youtube-short.mp4", "interrupted/manifest.json"}
    (entry,) = json.loads((outbox / "interrupted" / "manifest.json").read_text())["deliveries"]
    assert (entry["preset"], entry["status"]) == ("youtube-short", "delivered")
    assert programs_at(tmp_path) == []
