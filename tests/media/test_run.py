"""Programs run, tell their progress, and are ended with all that they started."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

import pytest

from autocut.errors import FfmpegError, ToolError
from autocut.media.run import call, ffmpeg, finish, run
from autocut.media.tools import SETTING, ffmpeg_path
from tests.media.sources import picture

ENDLESS = ["-re", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25", "-f", "null", "-"]


def is_alive(number: int) -> bool:
    """Whether a process runs; one that only waits to be read of does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def ended(number: int) -> bool:
    """Whether a process ends within two seconds."""
    deadline = time.monotonic() + 2
    while is_alive(number) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(number)


def test_lines_come_while_the_program_works_and_its_outcome_at_the_end() -> None:
    lines = run([sys.executable, "-c", "import sys; print('a'); print('ü'); sys.stderr.write('no'); sys.exit(3)"])
    heard = []
    while True:
        try:
            heard.append(next(lines))
        except StopIteration as end:
            outcome = end.value
            break
    assert heard == ["a", "ü"]
    assert (outcome.return_code, outcome.stderr) == (3, "no")


def test_a_lot_on_both_outputs_does_not_block() -> None:
    script = "import sys\nfor k in range(20000): print(k); sys.stderr.write('x' * 50 + '\\n')"
    lines = run([sys.executable, "-c", script])
    assert sum(1 for _ in lines) == 20000


def test_what_is_fed_arrives() -> None:
    echo = run([sys.executable, "-c", "import sys; print(len(sys.stdin.buffer.read()))"], feed=[b"x" * 100_000] * 30)
    assert list(echo) == ["3000000"]


def test_a_program_that_stops_reading_ends_by_its_own_code() -> None:
    outcome = finish(run([sys.executable, "-c", "raise SystemExit(7)"], feed=[b"x" * 100_000] * 100))
    assert outcome.return_code == 7


def test_without_a_feed_there_is_nothing_to_read() -> None:
    assert list(run([sys.executable, "-c", "import sys; print(repr(sys.stdin.read()))"])) == ["''"]


def test_closing_kills_the_program_and_its_children() -> None:
    begin = "import os, subprocess, time; child = subprocess.Popen(['sleep', '60'])"
    script = f"{begin}; print(os.getpid(), child.pid, flush=True); time.sleep(60)"
    lines = run([sys.executable, "-c", script])
    parent, child = map(int, next(lines).split())
    assert is_alive(parent)
    assert is_alive(child)
    asked = time.monotonic()
    lines.close()
    assert time.monotonic() - asked < 5
    assert ended(parent)
    assert ended(child)


def test_an_exception_in_the_callers_loop_kills_the_program() -> None:
    lines = run([sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"])
    number = int(next(lines))
    with pytest.raises(KeyboardInterrupt), contextlib.closing(lines):
        raise KeyboardInterrupt
    assert ended(number)


def test_an_exception_thrown_in_kills_the_program() -> None:
    lines = run([sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"])
    number = int(next(lines))
    with pytest.raises(SystemExit):
        lines.throw(SystemExit(143))
    assert ended(number)


def test_a_program_that_takes_too_long_is_killed_with_its_children() -> None:
    begin = "import os, subprocess, sys, time; child = subprocess.Popen(['sleep', '60']); sys.stderr.write('busy')"
    lines = run(
        [sys.executable, "-c", f"{begin}; print(os.getpid(), child.pid, flush=True); time.sleep(60)"], limit=1.0
    )
    numbers = [int(number) for number in next(lines).split()]
    outcome = finish(lines)
    assert (outcome.return_code, outcome.stderr) == (-9, "it did not end within 1 s and was stopped\n")
    assert all(ended(number) for number in numbers)


def test_a_child_that_keeps_the_output_open_after_its_parent_does_not_hold_up_the_limit() -> None:
    begin = "import subprocess; child = subprocess.Popen(['sleep', '60'])"
    lines = run([sys.executable, "-c", f"{begin}; print(child.pid, flush=True)"], limit=1.0)
    child = int(next(lines))
    assert "did not end within 1 s" in finish(lines).stderr
    assert ended(child)


def test_a_program_that_ends_in_time_is_left_alone() -> None:
    outcome = finish(run([sys.executable, "-c", "import sys; sys.stderr.write('said')"], limit=60))
    assert (outcome.return_code, outcome.stderr) == (0, "said")


def test_ffmpeg_that_takes_too_long_is_an_error_that_says_so() -> None:
    with pytest.raises(FfmpegError, match=r"it did not end within 0.5 s and was stopped"):
        finish(ffmpeg(ENDLESS, limit=0.5))


def test_closing_ffmpeg_kills_it() -> None:
    work = ffmpeg(ENDLESS, duration=1000)
    next(work)
    mine = [path.name for path in Path("/proc").iterdir() if path.name.isdigit() and _is_my_child(path)]
    assert mine
    work.close()
    assert all(ended(int(number)) for number in mine)


def _is_my_child(process: Path) -> bool:
    try:
        status = (process / "stat").read_text().rsplit(")", 1)[1].split()
        return int(status[1]) == os.getpid() and b"testsrc2" in (process / "cmdline").read_bytes()
    except OSError:
        return False


def test_a_program_that_is_not_there_is_a_tool_error() -> None:
    with pytest.raises(ToolError, match=r"/no/such/program cannot be started: No such file"):
        finish(run(["/no/such/program"]))


def test_a_working_folder_is_where_the_program_runs(tmp_path: Path) -> None:
    assert list(run([sys.executable, "-c", "import os; print(os.getcwd())"], cwd=tmp_path)) == [str(tmp_path)]


def test_ffmpegs_error_is_its_last_useful_line_and_keeps_the_rest() -> None:
    with pytest.raises(FfmpegError) as caught:
        finish(ffmpeg(["-i", "/no/such/film.mp4", "-f", "null", "-"]))
    error = caught.value
    assert "No such file or directory" in str(error)
    assert "\n" not in str(error)
    assert error.return_code != 0
    assert error.command[0] == str(ffmpeg_path())
    assert "/no/such/film.mp4" in error.command
    assert "/no/such/film.mp4" in error.stderr


def test_ffmpegs_error_names_a_missing_encoder() -> None:
    with pytest.raises(FfmpegError, match=r"Unknown encoder 'no-such-codec'|Encoder not found"):
        finish(ffmpeg([*picture(), "-c:v", "no-such-codec", "-f", "null", "-"]))


def test_the_share_done_rises_to_the_end(tmp_path: Path) -> None:
    shares = list(ffmpeg([*picture(4), "-c:v", "libx264", str(tmp_path / "made.mp4")], duration=4))
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert shares[-1] == pytest.approx(1, abs=0.1)


def test_ffmpeg_does_not_read_the_terminal_and_writes_over(tmp_path: Path) -> None:
    path = tmp_path / "made.mkv"
    for _ in range(2):
        finish(ffmpeg([*picture(0.2), "-c:v", "ffv1", str(path)]))
    assert path.stat().st_size > 1000


def test_a_setting_that_names_no_file_is_a_tool_error(monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg_path.cache_clear()
    monkeypatch.setenv(SETTING, "/no/such/ffmpeg")
    with pytest.raises(ToolError, match=r"AUTOCUT_FFMPEG names /no/such/ffmpeg"):
        ffmpeg_path()
    ffmpeg_path.cache_clear()


def test_a_graph_longer_than_an_argument_may_be_is_run(tmp_path: Path) -> None:
    graph = "color=s=16x16:d=0.2" + " " * 200_000 + ",null[shown]"
    finish(ffmpeg(["-filter_complex", graph, "-map", "[shown]", str(tmp_path / "made.mkv")]))
    assert (tmp_path / "made.mkv").stat().st_size > 0


def test_a_foreign_program_is_told_on_stdin_and_the_end_of_its_complaint_is_kept() -> None:
    script = "import os, sys; sys.stderr.write('x' * 9000 + sys.stdin.read() + os.environ['NAME']); sys.exit(4)"
    environment = {"NAME": "ü", "PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script]
    outcome = finish(call(command, said="é".encode() * 200_000, environment=environment, limit=20))
    assert outcome.return_code == 4
    assert 3000 < len(outcome.stderr.encode()) <= 4000
    assert outcome.stderr.endswith("éü")
    with pytest.raises(ToolError, match="no/such cannot be started: No such file"):
        finish(call(["no/such"], said=b"", environment={}, limit=1))
