"""Which process somebody is, so that it can be told later whether it still runs."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process on a machine: its number may be given again, but not with the same start.

    `boot` tells apart machines of one name, each start of them, and the containers on them; `start` is in ticks of
    the kernel's clock since then. Both are empty where the system does not tell.
    """

    host: str
    pid: int
    boot: str = ""
    start: str = ""

    @property
    def mark(self) -> str:
        """All of it in a part of a file's name, of at most 60 bytes of ASCII."""
        place = hashlib.blake2b(f"{self.host}\n{self.boot}".encode(), digest_size=8).hexdigest()
        return f"{place}-{self.pid}-{self.start or '0'}"


def this_process() -> Process:
    """The one that asks."""
    pid = os.getpid()
    return Process(socket.gethostname(), pid, _boot(), _start(pid) or "")


def is_alive(process: Process) -> bool | None:
    """Whether it runs; None where that cannot be told from here: of another machine or container."""
    if not process.boot or (process.host, process.boot) != (socket.gethostname(), _boot()):
        return None
    return _start(process.pid) == process.start


def maker_lives(mark: str) -> bool | None:
    """Whether the process with this `mark` runs; None where that cannot be told from here."""
    place, _, rest = mark.partition("-")
    pid, _, start = rest.partition("-")
    own = Process(socket.gethostname(), 0, _boot())
    if not own.boot or place != own.mark.partition("-")[0] or not pid.isdecimal():
        return None
    return (_start(int(pid)) or "0") == start


@cache
def _boot() -> str:
    """This start of this machine, and the container; numbers of processes are told apart within it alone."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _start(pid: int) -> str | None:
    """When the process started; None where there is none, or one that has ended and waits for its parent to see it."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    # The second field is the program's name in brackets, which may hold anything; the state is the third, the start
    # the twenty-second (proc(5)).
    fields = stat[stat.rfind(b")") + 2 :].split()
    return None if fields[0] in (b"Z", b"X") else fields[19].decode()
