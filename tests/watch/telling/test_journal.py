"""The log of the service: whole lines, whatever happens to the file."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from autocut.errors import DeliveryError
from autocut.watch.telling.journal import Journal


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_line_is_an_event_with_its_time_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "watch.jsonl"
    journal = Journal(path, terminal=io.StringIO())
    name = os.fsdecode("Gespräch\n".encode() + b"\xff.mov")
    journal.write("failed", f"{name} has no video", level="error", inbox="social", job="17", path=Path("/in/a"))
    journal.close()
    (line,) = lines(path)
    assert timedelta(0) <= datetime.now(UTC) - datetime.fromisoformat(line.pop("time")) < timedelta(minutes=1)
    assert line == {
        "level": "error",
        "inbox": "social",
        "job": "17",
        "event": "failed",
        "sentence": f"{name} has no video",
        "path": "/in/a",
    }


def test_it_is_rotated_by_its_size_and_no_line_is_lost_or_torn_by_threads(tmp_path: Path) -> None:
    path = tmp_path / "log"
    journal = Journal(path, most_bytes=20_000, keep=20, terminal=io.StringIO())

    def write(number: int) -> None:
        for count in range(300):
            journal.write("told", "x" * 40, thread=number, count=count)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    files = [path, *(tmp_path / f"log.{k}" for k in range(1, 21))]
    there = [file for file in files if file.exists()]
    assert 8 < len(there) < 20
    assert all(file.stat().st_size <= 20_000 for file in there)
    said = [(line["thread"], line["count"]) for file in reversed(there) for line in lines(file)]
    assert len(said) == 1200
    for number in range(4):
        assert [count for thread, count in said if thread == number] == list(range(300))


@pytest.mark.parametrize("keep", [0, 2])
def test_no_more_old_files_are_kept_than_asked_for(tmp_path: Path, keep: int) -> None:
    journal = Journal(tmp_path / "log", most_bytes=200, keep=keep, terminal=io.StringIO())
    for number in range(9):
        journal.write("told", "x" * 100, number=number)
    journal.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "log.1", "log.2"][: keep + 1]
    assert [line["number"] for line in lines(tmp_path / "log")] == [8]


def test_after_logrotate_moved_it_the_file_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "log"
    journal = Journal(path, terminal=io.StringIO())
    journal.write("a", "before")
    path.rename(tmp_path / "moved")
    journal.write("b", "between")
    journal.reopen()
    journal.write("c", "after")
    journal.close()
    assert [line["event"] for line in lines(tmp_path / "moved")] == ["a", "b"]
    assert [line["event"] for line in lines(path)] == ["c"]


def test_half_a_line_of_a_run_that_was_killed_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text('{"event": "a"}\n{"eve', "utf-8")
    journal = Journal(path, terminal=io.StringIO())
    journal.write("b", "after")
    journal.close()
    assert json.loads(path.read_text("utf-8").splitlines()[-1])["event"] == "b"


def test_a_terminal_gets_a_readable_line_that_cannot_move_its_cursor(tmp_path: Path) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        journal = Journal(tmp_path / "log", terminal=terminal)
        journal.write("failed", "Gespräch\x1b[2J\n.mov failed", level="warning", inbox="social")
        journal.close()
        said = os.read(master, 1000).decode()
    os.close(master)
    assert said.strip()[8:] == " warning: social: Gespräch?[2J; .mov failed"
    assert len(lines(tmp_path / "log")) == 1


def test_without_a_file_what_is_no_terminal_gets_the_json() -> None:
    stream = io.StringIO()
    Journal(terminal=stream).write("told", "all is well")
    assert json.loads(stream.getvalue())["sentence"] == "all is well"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a disk that is full")
def test_what_a_full_disk_cannot_take_goes_to_stderr_with_the_reason() -> None:
    stream = io.StringIO()
    journal = Journal(Path("/dev/full"), terminal=stream)
    for _ in range(2):
        journal.write("told", "all is well")
    journal.close()
    reason, line, *again = stream.getvalue().splitlines()
    assert reason == "the log /dev/full cannot be written: No space left on device"
    assert json.loads(line)["sentence"] == "all is well"
    assert len(again) == 2


FILLING = """
import resource, sys
from pathlib import Path
from autocut.watch.telling.journal import Journal
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
journal = Journal(Path(sys.argv[1]))
for number in range(6):
    journal.write("told", "x" * 40, number=number)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
journal.write("told", "there is room again", number=6)
"""


@pytest.mark.skipif(os.name != "posix", reason="a limit of the size of files")
def test_a_line_that_only_half_fitted_is_told_elsewhere_and_spoils_none_that_come_later(tmp_path: Path) -> None:
    path = tmp_path / "log"
    command = [sys.executable, "-c", FILLING, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    whole, elsewhere = path.read_text("utf-8").splitlines(), done.stderr.splitlines()
    assert elsewhere[0] == f"the log {path} cannot be written: File too large"
    kept = [json.loads(line)["number"] for line in whole if line.endswith("}")]
    told = [json.loads(line)["number"] for line in elsewhere if line.startswith("{")]
    assert kept[-1] == 6
    assert sorted(kept + told) == list(range(7))
    assert 0 < len(told) < 6
    assert len(whole) - len(kept) <= 1


def test_a_file_that_cannot_be_opened_at_the_start_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeliveryError, match=r"the log .*file/log cannot be written: "):
        Journal(tmp_path / "file" / "log")
