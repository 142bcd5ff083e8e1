"""What lies beside a master follows it: sidecars, and the file that says that it is ready."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from autocut.model.naming import folded
from autocut.watch.arriving.names import by_name, kind_of, sidecars_of
from autocut.watch.moving import move, put


def fetch(found: Iterable[Path], master: Path, folder: Path) -> None:
    """Bring what lies beside the master, but what is there already; copy what other masters need as well."""
    found = tuple(found)
    others = [path for path in _siblings(master) if kind_of(path) == "master"] if found else []
    for path in found:
        # Somebody took it away, or put another in its place.
        with suppress(FileNotFoundError, FileExistsError):
            if any(sidecars_of(other, by_name([path])) for other in others):
                draft = folder / ".beside.part"
                shutil.copy2(path, draft)
                move(draft, folder / path.name)
            else:
                move(path, folder / path.name)


def _siblings(master: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in master.parent.iterdir() if path.name != master.name)


def put_beside(files: Iterable[Path], before: str, place: Path) -> None:
    """Put what lay beside a master called `before` beside its new `place`, by its new name."""
    for file in files:
        put_unless_there(file, place.parent, _following(file.name, before, place.name))


def put_unless_there(file: Path, into: Path, name: str) -> None:
    """Move the file into a folder under a free name; it goes where the same is there already."""
    there = into / name
    if there.is_file() and filecmp.cmp(file, there, shallow=False):
        file.unlink()
    else:
        put(file, into, name)


def _following(name: str, before: str, after: str) -> str:
    """The name of what lies beside a master that is now called `after`."""
    if before == after:
        return name
    for old, new in ((before, after), (Path(before).stem, Path(after).stem)):
        for length in range(len(name) + 1):
            if folded(name[:length]) == folded(old):
                return new + name[length:]
    return name
