"""What a command costs: processor time, wall time and memory of all its processes, by its stages."""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autocut.media.run import Outcome, run
from benchmarks.memory import Watch, below

_LOOK_SECONDS = 0.005
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time (user and system) and of the clock.

    `gate` is the part of the processor time in which finished files were measured, `peak` the most bytes at once, and
    `first` how long it took until ffmpeg was started on a master.
    """

    cpu: float
    wall: float
    gate: float = 0.0
    peak: int = 0
    first: float | None = None

    @property
    def making(self) -> float:
        """Processor time without the gate."""
        return self.cpu - self.gate


def cost_of(work: Callable[[], object]) -> Cost:
    """The cost of the processes that the work starts, without that of this one."""
    before, began = _of_children(), time.monotonic()
    work()
    return Cost(_of_children() - before, time.monotonic() - began)


def cost_of_autocut(*arguments: str | Path) -> Cost:
    """The cost of an autocut command, which has to end well, its start included."""
    command = [sys.executable, "-m", "autocut", *map(str, arguments), "--progress", "json"]
    before, began = _of_children(), time.monotonic()
    gate = since = 0.0
    said: list[str] = []
    with Watch() as watch, _FirstFfmpeg(began) as started:
        working = run(["sh", "-c", 'exec "$@" 2>&1 >/dev/null', "sh", *command])
        while True:
            try:
                line = next(working)
            except StopIteration as end:
                outcome: Outcome = end.value
                break
            said.append(line)
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("stage") == "verifying" and event["event"] in ("started", "finished"):
                now = _of_command()
                gate += now - since if event["event"] == "finished" else 0.0
                since = now
    if outcome.return_code != 0:
        raise SystemExit("\n".join(line for line in said if "failed" in line) or "\n".join(said))
    wall = time.monotonic() - began
    return Cost(_of_children() - before, wall, gate, watch.peak, started.after)


class _FirstFfmpeg:
    """When ffmpeg is first started on media below this process, in seconds from `began`."""

    def __init__(self, began: float) -> None:
        self.began = began
        self.after: float | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _FirstFfmpeg:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.ended.wait(_LOOK_SECONDS):
            if any(_works_on_media(process) for process in below(os.getpid())):
                self.after = time.monotonic() - self.began
                return


def _works_on_media(process: int) -> bool:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"ffmpeg" in words[0] and b"-i" in words


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _of_command() -> float:
    """Of the process that was started here and of all that it waited for; it is running."""
    for process in below(os.getpid()):
        # After the name in brackets: utime, stime, cutime and cstime are the 14th to 17th of all.
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS
    return 0.0
