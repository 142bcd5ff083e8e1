"""Whether processors stand idle while there is work, by each executor, and what the queue costs a job.

    python -m benchmarks.throughput
    python -m benchmarks.throughput --masters 20 --only here --only dask-local:2
    python -m benchmarks.throughput --jobs 1000 --only queue

Masters are cut from the sample when the benchmark runs, all different, and each run starts with nothing remembered.
`CPU` is user and system time of all processes of the run, starts and ends included, and `idle` the time of processors
that nobody used meanwhile. The efficiency is the CPU of the first run, which does one master after the other in one
process, beside the CPU and the idle time of a run: what an executor costs counts against it, and so does what it leaves
unused, but not what others used. On a machine without others it is the ideal clock beside the clock of the run.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import sys
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autocut.farm.executor import executor_of
from autocut.media.process import this_process
from autocut.media.run import Outcome, ffmpeg, finish, run
from autocut.model.task import HERE, Executor
from autocut.together import together
from autocut.watch.claims.claim import claim
from autocut.watch.claims.claim import finish as finish_claim
from autocut.watch.layout import Layout, reserve
from autocut.watch.ledger.ledger import Ledger
from benchmarks.costs import cost_of
from benchmarks.nothing import Nothing
from benchmarks.sameness import comparable

SAMPLE = Path(__file__).parents[1] / "samples" / "sintel_trailer_720p.mp4"
_WAYS = {
    "here": ("--jobs=1",),
    "local, 2 jobs": ("--jobs=2",),
    "dask-local:2": ("--executor=dask-local:2",),
}
_SMALL = (
    *("-p", "youtube-full", "--set=canvas.width=640", "--set=canvas.height=360", "--set=audio.bitrate=128"),
    *(f"--set=analysis.{name}=false" for name in ("speech", "faces", "speakers", "sounds")),
)
_BAR, _QUEUE_BAR = 0.9, 0.050
_PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--masters", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1000, help="empty tasks in the queue")
    parser.add_argument("--only", action="append", choices=[*_WAYS, "queue"], help="one of the runs; repeatable")
    asked = parser.parse_args()
    # What outlives its parent is waited for here, so that its time is counted.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    ways = [way for way in _WAYS if not asked.only or way in asked.only]
    with TemporaryDirectory() as scratch:
        if ways:
            _throughput(ways, asked.masters, Path(scratch))
        if not asked.only or "queue" in asked.only:
            _queue(asked.jobs, Path(scratch))


def _throughput(ways: Sequence[str], number: int, scratch: Path) -> None:
    masters = [_cut(scratch / f"cut{place:02d}.mp4", place) for place in range(number)]
    cores = len(os.sched_getaffinity(0))
    print(f"{number} masters of 6 to 10 s, a full version of 640x360 each, on {cores} processors")
    print(f"  {'':14} {'clock':>8} {'CPU':>8} {'idle':>8} {'efficiency':>11}")
    work, first = 0.0, None
    for way in ways:
        made = _made(way, masters, scratch)
        work = work or made.cpu
        first = first or made.manifests
        same = "" if made.manifests == first else "   OTHER MANIFESTS"
        reached = work / (made.cpu + made.idle)
        print(f"  {way:14} {made.wall:7.1f}s {made.cpu:7.1f}s {made.idle:7.1f}s {reached:11.2f}{same}", flush=True)
    print(f"  bar: at least {_BAR:g} with two workers")


@dataclass(frozen=True, slots=True)
class _Made:
    wall: float
    cpu: float
    idle: float
    manifests: list[dict[str, Any]]


def _made(way: str, masters: Sequence[Path], scratch: Path) -> _Made:
    """One run of the command, with nothing remembered."""
    outbox = scratch / f"out-{len(list(scratch.iterdir()))}"
    environment = ("env", f"AUTOCUT_CACHE={outbox}-cache")
    words = ("render", *map(str, masters), *_SMALL, "-o", str(outbox), "--json", "--progress=none", *_WAYS[way])
    said: list[str] = []

    def work() -> None:
        outcome = _kept(run([*environment, sys.executable, "-m", "autocut", *words]), said)
        if outcome.return_code != 0:
            raise SystemExit(outcome.stderr)
        _reap()

    idle = _idle_seconds()
    cost = cost_of(work)
    unused = _idle_seconds() - idle
    manifests = [comparable(each, outbox) for each in json.loads("\n".join(said))["manifests"]]
    return _Made(cost.wall, cost.cpu, unused, manifests)


def _queue(jobs: int, scratch: Path) -> None:
    print(f"{jobs} empty tasks, one after the other and two at once")
    for name, executor in (("here", HERE), ("local", executor_of("local", 2)), ("dask", executor_of("dask-local:2"))):
        with contextlib.closing(executor):
            finish(together([executor.work(Nothing()) for _ in range(2)], 2))
            each = [_seconds_each(executor, jobs, at_once) for at_once in (1, 2)]
        _queue_row(name, *each)
    _queue_row("ledger, claim", _ledger_seconds_each(jobs, scratch))
    print(f"  bar: below {_QUEUE_BAR * 1000:g} ms a job")


def _queue_row(name: str, *seconds: float) -> None:
    print(f"  {name:14} " + " ".join(f"{each * 1000:8.2f} ms" for each in seconds))


def _seconds_each(executor: Executor, jobs: int, at_once: int) -> float:
    began = time.monotonic()
    finish(together([executor.work(Nothing()) for _ in range(jobs)], at_once))
    return (time.monotonic() - began) / jobs


def _ledger_seconds_each(jobs: int, scratch: Path) -> float:
    """What the watch folder does about a job beside looking at the file and making its versions."""
    layout = Layout(scratch / "watched")
    layout.make()
    for number in range(jobs):
        (layout.inbox / f"m{number}.mp4").write_bytes(b"x")
    owner = this_process()
    with Ledger(scratch / "ledger.sqlite") as ledger:
        began = time.monotonic()
        for number in range(jobs):
            taken = claim(layout, layout.inbox / f"m{number}.mp4", owner)
            assert taken is not None
            digest = f"{number:064x}"
            job = ledger.begin(str(layout.folder), taken.master.name, digest[:32], digest, "request")
            outbox = reserve(layout.out, taken.master.stem, digest[:32])
            ledger.update(job.id, state="delivered", outbox=outbox)
            finish_claim(taken, layout.done)
        return (time.monotonic() - began) / jobs


def _cut(path: Path, place: int) -> Path:
    """A different stretch of the sample, of 6 to 10 seconds."""
    lasts = 6.0 + (place * 7 % 20) / 5
    cut = ("-ss", f"{place * 2.1:.3f}", "-t", f"{lasts:.3f}", "-i", str(SAMPLE))
    finish(ffmpeg([*cut, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", str(path)]))
    return path


def _kept(lines: Generator[str, None, Outcome], into: list[str]) -> Outcome:
    while True:
        try:
            into.append(next(lines))
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome


def _idle_seconds() -> float:
    """Of all processors since the machine was started, waiting for its disks included."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass


if __name__ == "__main__":
    main()
