"""Who works on what: a master is taken by renaming it, and kept by a lease that others watch.

A claim is a folder in processing/ with a name that is given once, in it the master, what lies beside it and the lease.
Renaming has one winner on every file system, so that renaming the master takes it, renaming the folder takes it over,
and whoever wants to move it on renames the folder first: a former owner finds nothing there. No clock of another
machine is compared with one of this. Each step leaves what can be taken up where the next one does not come:

claim     folder, lease, master, sidecars: without a master the folder is swept, and sidecars that stayed are fetched
take_over folder renamed, lease: a lease of another name is not believed, so that the claim expires by being watched
finish    folder renamed to name the goal, master, sidecars: without a master, sidecars are swept to that goal
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autocut.convert import Faults, from_data, to_data
from autocut.errors import DeliveryError, LostError
from autocut.media.process import Process
from autocut.watch.arriving.names import kind_of, sidecars_of
from autocut.watch.claims.beside import fetch, put_beside, put_unless_there
from autocut.watch.layout import Layout
from autocut.watch.moving import put

LEASE = "lease.json"

_ATTEMPTS = 3
_LONGEST_HOST = 100
_GOAL = "~"


@dataclass(frozen=True, slots=True)
class Claim:
    """A master that was taken, in a `folder` of its own with what belongs to it."""

    folder: Path
    master: Path
    layout: Layout


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds the claim in the folder `token`."""

    token: str
    master: str
    owner: Process


def claim(layout: Layout, master: Path, owner: Process, beside: Iterable[Path] = ()) -> Claim | None:
    """Take the master, with its sidecars and what else lies `beside` it; None where another one took it.

    A sidecar that belongs to another master too is copied. Raises DeliveryError where nothing can be moved.
    """
    found = (*sidecars_of(master), *beside)
    for _ in range(_ATTEMPTS):
        folder = layout.processing / _token(owner)
        try:
            folder.mkdir()
            _write_lease(folder, master.name, owner)
            master.rename(folder / master.name)
        except FileNotFoundError:
            _discard(folder)
            if not os.path.lexists(master):
                return None
            # The folder was swept while it was empty.
            continue
        except OSError as error:
            _discard(folder)
            raise DeliveryError(f"{master} cannot be moved to {layout.processing}: {error.strerror}") from error
        return _with_what_is_beside(Claim(folder, folder / master.name, layout), found, master)
    return None


def beat(claim: Claim) -> None:
    """Tell whoever watches that the claim is worked on.

    Raises LostError where another one has taken it over, DeliveryError where it cannot be told.
    """
    try:
        os.utime(claim.folder / LEASE)
    except FileNotFoundError as error:
        raise _lost(claim) from error
    except OSError as error:
        raise DeliveryError(f"{claim.folder} cannot be written: {error.strerror}") from error


def release(claim: Claim) -> Path:
    """Give the master back to whoever takes it next, as `finish` does."""
    return finish(claim, claim.layout.inbox)


def finish(claim: Claim, into: Path) -> Path:
    """Move the master and what belongs to it into a folder, and return its place there; the claim has ended.

    Nobody may `beat` meanwhile. Names that are taken get a number; sidecars follow their master's. Raises LostError
    where another one has taken the claim over, and nothing is moved; DeliveryError where the master cannot be moved,
    and the claim stays.
    """
    folder = claim.folder.with_name(_towards(claim, into))
    try:
        claim.folder.rename(folder)
    except FileNotFoundError as error:
        raise _lost(claim) from error
    except OSError as error:
        raise DeliveryError(f"{claim.folder} cannot be renamed: {error.strerror}") from error
    try:
        place = put(folder / claim.master.name, into, claim.master.name)
    except OSError as error:
        with suppress(OSError):
            folder.rename(claim.folder)
        raise DeliveryError(f"{claim.master.name} cannot be moved to {into}: {error.strerror}") from error
    # What stays behind is swept to the same goal.
    with suppress(OSError):
        put_beside(contents(folder), claim.master.name, place)
    _discard(folder)
    return place


def take_over(claim: Claim, owner: Process) -> Claim | None:
    """Take a claim whose lease expired from its owner; None where somebody else did, or the owner moved it on.

    Raises DeliveryError where it cannot be renamed or written.
    """
    folder = claim.layout.processing / _token(owner)
    try:
        if _has_moved_on(claim):
            claim.master.unlink()
            put_back(claim.folder, claim.layout)
            return None
        claim.folder.rename(folder)
        _write_lease(folder, claim.master.name, owner)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeliveryError(f"{claim.folder} cannot be taken over: {error.strerror}") from error
    for parent in (claim.layout.inbox, claim.layout.folder):
        origin = parent / claim.master.name
        # Those beside a new master of that name are its own.
        if not os.path.lexists(origin):
            fetch(sidecars_of(origin), origin, folder)
    return Claim(folder, folder / claim.master.name, claim.layout)


def claims(layout: Layout) -> tuple[Claim, ...]:
    """All that is worked on, by whomever, in the order of their folders' names."""
    found = ((folder, _master_in(folder)) for folder in folders_of(layout))
    return tuple(Claim(folder, folder / master, layout) for folder, master in found if master)


def folders_of(layout: Layout) -> list[Path]:
    """The folders of claims, also those without a master."""
    try:
        return sorted(path for path in layout.processing.iterdir() if not path.name.startswith(".") and path.is_dir())
    except OSError as error:
        raise DeliveryError(f"{layout.processing} cannot be read: {error.strerror}") from error


def contents(folder: Path) -> list[Path]:
    """The files that were brought, without our own."""
    return sorted(path for path in folder.iterdir() if path.name != LEASE and not path.name.startswith("."))


def lease_in(folder: Path) -> Lease | None:
    """The lease of the claim in a folder; None where there is none that can be believed."""
    try:
        lease = from_data(json.loads((folder / LEASE).read_text(encoding="utf-8", errors="surrogateescape")), Lease)
    except (OSError, ValueError, Faults):
        return None
    return lease if lease.token == folder.name.partition(_GOAL)[0] else None


def put_back(folder: Path, layout: Layout) -> bool:
    """Move what lies in a claim's folder without its master to where that went; whether the folder is gone."""
    goal = folder.name.partition(_GOAL)[2]
    into = _goals(layout).get(goal, layout.inbox)
    with suppress(OSError):
        for file in contents(folder):
            put_unless_there(file, into, file.name)
    _discard(folder)
    return not folder.exists()


def _has_moved_on(claim: Claim) -> bool:
    """Whether the master has another name by now, at the goal or in a later claim: its move was cut short."""
    into = _goals(claim.layout).get(claim.folder.name.partition(_GOAL)[2])
    if into is None or claim.master.lstat().st_nlink == 1:
        return False
    later = (folder / claim.master.name for folder in folders_of(claim.layout) if folder != claim.folder)
    return any(path.is_file() and path.samefile(claim.master) for path in (*into.iterdir(), *later))


def _with_what_is_beside(claim: Claim, found: Iterable[Path], origin: Path) -> Claim:
    try:
        fetch(found, origin, claim.folder)
    except OSError as error:
        # Without its sidecar something else would be made of it than was asked.
        release(claim)
        raise DeliveryError(f"what lies beside {origin} cannot be moved: {error.strerror}") from error
    return claim


def _goals(layout: Layout) -> dict[str, Path]:
    return {"in": layout.inbox, "done": layout.done, "failed": layout.failed, "duplicate": layout.duplicate}


def _towards(claim: Claim, into: Path) -> str:
    goal = next((name for name, folder in _goals(claim.layout).items() if folder == into), "")
    return f"{claim.folder.name.partition(_GOAL)[0]}{_GOAL}{goal}"


def _token(owner: Process) -> str:
    host = re.sub(r"[^\w.-]", "_", owner.host, flags=re.ASCII)[:_LONGEST_HOST]
    return f"{host}-{owner.pid}-{secrets.token_hex(4)}"


def _write_lease(folder: Path, master: str, owner: Process) -> None:
    draft = folder / f".{LEASE}.part"
    text = json.dumps(to_data(Lease(folder.name, master, owner)))
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(folder / LEASE)


def _lost(claim: Claim) -> LostError:
    return LostError(f"{claim.master.name} was taken over by another watcher, or taken away; it is theirs now")


def _master_in(folder: Path) -> str:
    """The master's name, by the lease or, where that is damaged, by the files; empty where it is not there."""
    try:
        data = json.loads((folder / LEASE).read_text(encoding="utf-8"))
        name = data["master"]
        return name if os.path.lexists(folder / name) else ""
    except (OSError, ValueError, KeyError, TypeError):
        pass
    try:
        masters = [path for path in contents(folder) if kind_of(path) == "master"]
        return max(masters, key=lambda path: path.lstat().st_size).name if masters else ""
    except OSError:
        return ""


def _discard(folder: Path) -> None:
    """Remove a claim's folder unless something that was brought lies in it."""
    with suppress(OSError):
        if not contents(folder):
            for own in folder.iterdir():
                own.unlink()
            folder.rmdir()
