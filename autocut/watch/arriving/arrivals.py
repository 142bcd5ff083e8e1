"""What has arrived in an inbox and may be looked into, and why the rest waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from autocut.watch.arriving.names import TRIGGER, by_name, kind_of, sidecars_of, triggers_of
from autocut.watch.arriving.settle import Settling, Stamp, listed
from autocut.watch.inbox import Inbox


class Waiting(NamedTuple):
    """Why a master waits, and whether that passes by itself; else something must come from outside."""

    reason: str
    passes: bool = True


class Candidate(NamedTuple):
    """A master that has been still for so many seconds, as its stamp says it is."""

    master: Path
    stamp: Stamp
    still_for: float


@dataclass(frozen=True, slots=True)
class _Hold:
    """Until when a master waits, as long as it stays what its stamp says, and why."""

    stamp: Stamp
    until: float
    why: Waiting


class Arrivals:
    """The files of one inbox, poll by poll; `waiting` is why masters wait, `unknown` what nobody knows what to do with.

    Its clock is one that never jumps. Any thread may `hold`.
    """

    def __init__(self, inbox: Inbox, *, now: Callable[[], float] = time.monotonic) -> None:
        self.inbox = inbox
        self.waiting: dict[Path, Waiting] = {}
        self.unknown: tuple[Path, ...] = ()
        self._now = now
        self._settling = Settling(inbox.settle_seconds, now=now)
        self._holds: dict[Path, _Hold] = {}
        self._masters: list[Path] = []
        self._turn = threading.Lock()

    def poll(self) -> tuple[Candidate, ...]:
        """Those that may be looked into now, the one that was written first first.

        Raises OSError where a folder cannot be read.
        """
        trigger = self.inbox.trigger or TRIGGER
        folders = (self.inbox.layout.folder, self.inbox.layout.inbox)
        read = {folder: listed(folder, trigger) for folder in folders}
        seen = {path: found for files in read.values() for path, found in files.items()}
        still = set(self._settling.see(seen))
        self.unknown = tuple(path for path in seen if kind_of(path, trigger) == "unknown")
        self._masters = masters = [path for path in seen if kind_of(path, trigger) == "master"]
        beside = {folder: by_name(files) for folder, files in read.items()}
        with self._turn:
            # One that is held may have come back since the folders were read.
            holds = {path: hold for path, hold in self._holds.items() if seen.get(path, hold.stamp) == hold.stamp}
            self._holds = {path: hold for path, hold in holds.items() if path in seen or self._now() < hold.until}
            reasons = {path: self._why_not(path, still, beside[path.parent]) for path in masters}
            self.waiting = {path: reason for path, reason in reasons.items() if reason is not None}
        ready = sorted((path for path in masters if reasons[path] is None), key=lambda path: seen[path].mtime_ns)
        return tuple(Candidate(path, seen[path], self._settling.still_for(path)) for path in ready)

    def oldest(self) -> float:
        """For how many seconds the file that came first of those that are here has been still; 0 without any."""
        return max((self._settling.still_for(path) for path in self._masters), default=0.0)

    def hold(self, path: Path, stamp: Stamp, seconds: float, why: Waiting) -> None:
        """Leave the file alone for so long, or until it is changed."""
        with self._turn:
            self._holds[path] = _Hold(stamp, self._now() + seconds, why)
            self.waiting = {**self.waiting, path: why}

    def _why_not(self, path: Path, still: set[Path], beside: Mapping[str, Sequence[Path]]) -> Waiting | None:
        """Why the master may not be looked into yet; None where it may."""
        if path not in still:
            return Waiting("it may still be written")
        hold = self._holds.get(path)
        if hold and self._now() < hold.until:
            return hold.why
        if self.inbox.trigger and not triggers_of(path, self.inbox.trigger, beside):
            return Waiting(f"its {self.inbox.trigger} file is not there", passes=False)
        sidecars = sidecars_of(path, beside)
        if any(sidecar not in still for sidecar in sidecars):
            return Waiting("a file beside it may still be written")
        if not sidecars and self._settling.still_for(path) < self.inbox.sidecar_wait:
            return Waiting("a file beside it may still come")
        return None
