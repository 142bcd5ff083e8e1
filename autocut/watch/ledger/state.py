"""Where the ledger is kept: on a disk of this machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

from autocut.errors import AutocutError

SETTING = "AUTOCUT_STATE"
NAME = "ledger.sqlite"

# The log lives by memory that processes share, which file systems over a network do not give (sqlite.org/wal.html).
_REMOTE = re.compile(r"(nfs|cifs|smb|fuse\.|9p|virtiofs|afs|ceph|lustre|gpfs|beegfs|glusterfs|davfs|ncp|ocfs|gfs)")


def place(state: Path | None = None) -> Path:
    """The ledger's file in the folder `state`, else in what AUTOCUT_STATE names, else where the user's programs keep
    what they must not forget."""
    from platformdirs import user_state_path

    setting = os.environ.get(SETTING)
    return (state or (Path(setting).expanduser() if setting else user_state_path("autocut"))) / NAME


def file_system(folder: Path, mounts: str) -> str:
    """The type of the file system that `folder`, a real path, is on, by a table such as /proc/mounts; else empty."""
    found = (0, "")
    for line in mounts.splitlines():
        escaped, kind = line.split(" ")[1:3]
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), escaped)
        if folder.is_relative_to(point) and len(point) >= found[0]:
            found = (len(point), kind)
    return found[1]


def is_remote(kind: str) -> bool:
    """Whether a file system of this type lies on another machine, or may; what only looks like a disk counts too."""
    return _REMOTE.match(kind) is not None


def refuse_remote(folder: Path) -> None:
    """Raise AutocutError where the folder lies on another machine, or may; only Linux tells."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    kind = file_system(folder.resolve(), mounts)
    if is_remote(kind):
        raise AutocutError(
            f"{folder} is on a file system of type {kind}, where the ledger would not be safe: "
            "name a folder on a disk of this machine with --state"
        )
