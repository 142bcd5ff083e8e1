"""Claims whose owner is gone, and what else crashed runs left."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from autocut.deliver.outbox import left_behind
from autocut.media.process import is_alive
from autocut.watch.arriving.settle import Stamp
from autocut.watch.claims.claim import LEASE, Claim, claims, contents, folders_of, lease_in, put_back
from autocut.watch.layout import Layout

_LEAST_LOOKS = 3
_STILL_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class _Seen:
    """A lease as it was found, since when, and how often."""

    stamp: Stamp | None
    since: float
    looks: int = 1


class Leases:
    """Watches the claims in a layout by the clock `now`, which no other machine's is compared with.

    A lease of less than a minute is too short on a share: NFS may show what was a minute ago.
    """

    def __init__(self, layout: Layout, lease_seconds: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._layout = layout
        self._seconds = lease_seconds
        self._now = now
        self._seen: dict[str, _Seen] = {}

    def expired(self) -> tuple[Claim, ...]:
        """Those whose owner was of this machine and has ended, or whose lease has not changed for that long, over three
        looks. Raises DeliveryError where the folder cannot be read."""
        now, seen, gone = self._now(), {}, []
        for claim in claims(self._layout):
            stamp = _stamp(claim.folder / LEASE)
            before = self._seen.get(claim.folder.name)
            same = before is not None and before.stamp == stamp
            found = replace(before, looks=before.looks + 1) if before is not None and same else _Seen(stamp, now)
            seen[claim.folder.name] = found
            if (found.looks >= _LEAST_LOOKS and now - found.since >= self._seconds) or _owner_ended(claim.folder):
                gone.append(claim)
        self._seen = seen
        return tuple(gone)


def sweep(layout: Layout) -> tuple[Path, ...]:
    """Remove what crashed runs left, and return it: folders of claims without a master, and working folders.

    Sidecars in them go where their master went. What may be of a living process, here or on another machine, stays.
    """
    held = {claim.folder for claim in claims(layout)}
    left = [folder for folder in folders_of(layout) if folder not in held and _is_left(folder)]
    swept = [folder for folder in left if put_back(folder, layout)]
    outboxes = [path for path in layout.out.iterdir() if path.is_dir()] if layout.out.is_dir() else []
    moved = (layout.inbox, layout.processing, layout.done, layout.failed, layout.duplicate)
    for outbox in (*moved, layout.out, *sorted(outboxes)):
        for working in left_behind(outbox):
            shutil.rmtree(working, ignore_errors=True)
            swept.append(working)
    return tuple(swept)


def _stamp(lease: Path) -> Stamp | None:
    """Opened for it: a share tells an open file's times anew, else it may tell what it remembers."""
    try:
        with lease.open("rb") as file:
            now = os.fstat(file.fileno())
    except OSError:
        return None
    return Stamp(now.st_size, now.st_mtime_ns, now.st_ino)


def _owner_ended(folder: Path) -> bool:
    lease = lease_in(folder)
    return lease is not None and is_alive(lease.owner) is False


def _is_left(folder: Path) -> bool:
    """Whether a folder of a claim without a master is nobody's: its owner has ended, or never wrote his lease, or
    cannot be seen and did nothing for a day, by the clock of the file system."""
    lease = lease_in(folder)
    alive = is_alive(lease.owner) if lease else None
    if alive is not None:
        return not alive
    try:
        if lease is None and not contents(folder):
            # A claim that is just begun makes another.
            return True
        with NamedTemporaryFile(dir=folder.parent, prefix=".autocut-") as file:
            return os.fstat(file.fileno()).st_mtime - folder.stat().st_mtime > _STILL_SECONDS
    except OSError:
        return False
