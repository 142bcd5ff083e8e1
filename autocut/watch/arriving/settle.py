"""What lies in a folder, and since when each file has been still."""

from __future__ import annotations

import os
import stat as modes
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from autocut.watch.arriving.names import TRIGGER, UNFINISHED_BESIDE, is_ignored, kind_of

_MAY_BE_EMPTY = ("sidecar", "trigger")
_SAMPLES = 3
_PAUSES = 3.0
_MOST_SECONDS_MORE = 600.0


class Stamp(NamedTuple):
    """Bytes, time of the last change in ns, and identity of a file: another of any is another file, or more of it."""

    size: int
    mtime_ns: int
    inode: int


def stamp(path: Path) -> Stamp | None:
    """The stamp of a regular file; None where nothing is there, or a folder, a link or a device."""
    try:
        return _stamp(path.lstat())
    except OSError:
        return None


def listed(folder: Path, trigger: str = TRIGGER) -> dict[Path, Stamp]:
    """The files of a folder that are to be looked at, by their paths in one reading; nothing of its folders.

    Left out are ignored names, folders, devices, masters with nothing in them, and files beside which a transfer
    program keeps its notes. So is every link: what it leads to within the folder is listed itself, and where the
    link is moved it may lead nowhere. Raises OSError where the folder cannot be read.
    """
    found: dict[str, Stamp] = {}
    names: set[str] = set()
    with os.scandir(folder) as entries:
        for entry in entries:
            names.add(entry.name)
            if is_ignored(entry.name):
                continue
            try:
                seen = _stamp(entry.stat(follow_symlinks=False))
            except OSError:
                # It went away meanwhile.
                continue
            if seen and (seen.size or kind_of(Path(entry.name), trigger) in _MAY_BE_EMPTY):
                found[entry.name] = seen
    return {
        folder / name: seen
        for name, seen in found.items()
        if not any(name + suffix in names for suffix in UNFINISHED_BESIDE)
    }


@dataclass(slots=True)
class _Watched:
    """A file as it is since some moment of the clock, in how many samples, and its longest pause before."""

    stamp: Stamp
    since: float
    last: float
    samples: int = 1
    longest_pause: float = 0.0


class Settling:
    """Which files have been still for long enough, by polls of a clock that never jumps.

    Being still is never proof: a copy may stall. `media.wholeness` says whether the file is whole.
    """

    def __init__(self, settle_seconds: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._settle_seconds = settle_seconds
        self._now = now
        self._watched: dict[Path, _Watched] = {}

    def see(self, seen: Mapping[Path, Stamp]) -> tuple[Path, ...]:
        """Take one poll, and return the files that have been still for the settle time, in three polls or more.

        A file that paused while it grew must be still for three times its longest pause, at most ten minutes more
        than the others. One that is changed or replaced begins anew; one that is gone is forgotten.
        """
        now = self._now()
        self._watched = {path: self._sampled(self._watched.get(path), stamp, now) for path, stamp in seen.items()}
        return tuple(path for path, watched in self._watched.items() if self._is_still(watched))

    def still_for(self, path: Path) -> float:
        """For how many seconds polls have seen the file as it is; 0 where the last did not see it."""
        watched = self._watched.get(path)
        return watched.last - watched.since if watched else 0.0

    def _sampled(self, watched: _Watched | None, stamp: Stamp, now: float) -> _Watched:
        if watched is None or watched.stamp.inode != stamp.inode:
            return _Watched(stamp, now, now)
        if watched.stamp != stamp:
            # Only what polls saw counts as a pause: between two that are far apart it may have grown all along.
            pause = max(watched.longest_pause, watched.last - watched.since)
            return _Watched(stamp, now, now, longest_pause=pause)
        watched.last = now
        watched.samples += 1
        return watched

    def _is_still(self, watched: _Watched) -> bool:
        settle = self._settle_seconds
        wanted = max(settle, min(_PAUSES * watched.longest_pause, settle + _MOST_SECONDS_MORE))
        return watched.samples >= _SAMPLES and watched.last - watched.since >= wanted


def _stamp(found: os.stat_result) -> Stamp | None:
    if not modes.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
