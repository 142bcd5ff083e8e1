"""A Dask cluster of real processes, as somebody starts it by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SECONDS = 30.0


@contextmanager
def cluster(folder: Path, *surroundings: Mapping[str, str], cards: int = 0) -> Iterator[str]:
    """The address of a scheduler that has a worker for each of the mappings, which are added to its environment."""
    told = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--no-dashboard")
    started = [_started("scheduler", *options, "--port", "0", "--scheduler-file", str(told), surroundings={})]
    try:
        until(told.exists)
        address: str = json.loads(told.read_text("utf-8"))["address"]
        worker = [address, *options, "--nthreads", "1", "--nanny", "--resources", f"GPU={cards}"]
        worker += ["--local-directory", str(folder)]
        started += [_started("worker", *worker, surroundings=each) for each in surroundings]
        _wait_for_workers(address, len(surroundings))
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=_SECONDS)


def until(true: Callable[[], object]) -> None:
    """Wait until it is true, half a minute at most."""
    deadline = time.monotonic() + _SECONDS
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def parent_of(process: int) -> int:
    """The number of the process that started this one."""
    return int((Path("/proc") / str(process) / "stat").read_text("utf-8").rpartition(")")[2].split()[1])


def processes_at(folder: Path) -> list[int]:
    """The ffmpegs that name the folder, in their arguments or as where they work."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                line, place = (process / "cmdline").read_bytes(), (process / "cwd").readlink()
            except OSError:
                continue
            if b"ffmpeg" in line and (str(folder).encode() in line or str(folder) in str(place)):
                found.append(int(process.name))
    return found


def _started(kind: str, *options: str, surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "distributed.cli.dask_" + kind, *options],
        cwd=_ROOT,
        env={**os.environ, **surroundings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
