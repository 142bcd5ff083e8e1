"""Which entries there are, and which of them are kept.

The time of an entry's file is that of its last use. Only files that autocut named are ever touched, for the
setting may name a folder that others use too.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autocut.store.place import folder, limit

DRAFT = ".autocut-draft-"

_FOLDER = re.compile(r"[0-9a-f]+")
_FILE = re.compile(r"([a-z_]+)-[0-9a-f]{16}\.json(\.gz)?")
# A draft lives for moments; one this old was left by a process that was killed.
_ABANDONED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One remembered finding: its file, whose and which it is, bytes, and when it was last used (Unix time)."""

    path: Path
    fingerprint: str
    field: str
    bytes: int
    used: float


def entries() -> list[Entry]:
    """All that is remembered, also in an older form, the longest unused first."""
    found = []
    for fingerprint, file in _files():
        named = _FILE.fullmatch(file.name)
        with suppress(OSError):
            if named:
                facts = file.stat(follow_symlinks=False)
                found.append(Entry(Path(file.path), fingerprint, named[1], facts.st_size, facts.st_mtime))
    return sorted(found, key=lambda entry: (entry.used, entry.path))


def make_room(keep: Path) -> None:
    """Remove what was longest not used until the rest is within the limit; `keep` stays."""
    found = entries()
    excess = sum(entry.bytes for entry in found) - limit()
    for entry in found:
        if excess <= 0:
            break
        if entry.path != keep and _removed(entry):
            excess -= entry.bytes
    _sweep()


def clear(fingerprint: str | None = None, unused_since: float | None = None) -> tuple[list[Entry], list[Entry]]:
    """Remove every entry, or those of one master, or those not used since a time (Unix time), or both.

    Returns what was removed, and what could not be.
    """
    chosen = [
        entry
        for entry in entries()
        if (fingerprint is None or entry.fingerprint == fingerprint)
        and (unused_since is None or entry.used < unused_since)
    ]
    removed: list[Entry] = []
    stuck: list[Entry] = []
    for entry in chosen:
        (removed if _removed(entry) else stuck).append(entry)
    _sweep()
    return removed, stuck


def _removed(entry: Entry) -> bool:
    """Remove it, and its folder after the last of a master; whether it is gone."""
    try:
        entry.path.unlink(missing_ok=True)
    except OSError:
        return False
    with suppress(OSError):
        entry.path.parent.rmdir()
    return True


def _sweep() -> None:
    """Remove the drafts of processes that were killed."""
    for _, file in _files():
        with suppress(OSError):
            if file.name.startswith(DRAFT) and file.stat().st_mtime < time.time() - _ABANDONED_SECONDS:
                Path(file.path).unlink()
                Path(file.path).parent.rmdir()


def _files() -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The fingerprint of each master, with each file that its folder holds."""
    for master in _listed(folder()):
        if _FOLDER.fullmatch(master.name) and master.is_dir(follow_symlinks=False):
            yield from ((master.name, file) for file in _listed(Path(master.path)))


def _listed(path: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as found:
            return list(found)
    except OSError:
        return []
