"""Where things lie in a watched folder, and how they get there without writing over anything."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import mkdtemp

from autocut.deliver.manifest import NAME, entries_of, read_manifest, reserving
from autocut.deliver.outbox import working_folder
from autocut.errors import DeliveryError, PresetError
from autocut.media.process import this_process
from autocut.watch.moving import names_like


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the folders of a layout, or their paths."""

    inbox: str = "in"
    processing: str = "processing"
    done: str = "done"
    failed: str = "failed"
    duplicate: str = "duplicate"
    out: str = "out"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders inside a watched `folder`; absolute `names` lie elsewhere.

    Masters are renamed from one to the other, so that all but `out` must be on one file system.
    """

    folder: Path
    names: Names = Names()

    @property
    def inbox(self) -> Path:
        """Where masters arrive, beside the folder itself."""
        return self.folder / self.names.inbox

    @property
    def processing(self) -> Path:
        """Where those lie that somebody works on, each in a folder of its own."""
        return self.folder / self.names.processing

    @property
    def done(self) -> Path:
        """Where they go when their versions are delivered."""
        return self.folder / self.names.done

    @property
    def failed(self) -> Path:
        """Where they go when nothing can be made of them."""
        return self.folder / self.names.failed

    @property
    def duplicate(self) -> Path:
        """Where they go when the same was made already, of a file of another name."""
        return self.folder / self.names.duplicate

    @property
    def out(self) -> Path:
        """Where their versions go, each master's in a folder of its own."""
        return self.folder / self.names.out

    def make(self) -> None:
        """Make the folders that are missing.

        Raises PresetError where one lies in another, or two on different file systems, and DeliveryError where they
        cannot be made or masters not be moved between them.
        """
        moved = (self.inbox, self.processing, self.done, self.failed, self.duplicate)
        _refuse_nested((*moved, self.out))
        for folder in (*moved, self.out):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise DeliveryError(f"{folder} cannot be made: {error.strerror}") from error
        # Once more: what lies in what may have shown itself only now, by links and by case.
        _refuse_nested((*moved, self.out))
        for folder in moved[1:]:
            _refuse_unreachable(self.inbox, folder)


def free_place(folder: Path, name: str) -> Path:
    """A path in the folder that nothing has now: by the name, or with -2, -3 behind its stem."""
    return next(path for path in _places(folder, name) if not os.path.lexists(path))


def reserve(out: Path, stem: str, fingerprint: str, *, master: Path = Path(), sha256: str = "") -> Path:
    """The folder in `out` for the versions of a master: out/stem, or out/stem-2 where that is of another content.

    A folder is of the content that its manifest names. A new one appears with a manifest that names this one, of
    which nothing is delivered yet, so that two machines never give one folder to two contents. Raises DeliveryError
    where it cannot be made.
    """
    for path in _places(out, stem, is_stem=True):
        if not os.path.lexists(path) and _appeared(path, reserving(fingerprint, master, sha256)):
            return path
        if _owner(path) == fingerprint:
            return path
    raise AssertionError("there is always another name")


def unreserve(out: Path, stem: str, fingerprint: str) -> None:
    """Remove the folder that was reserved for a master, of which nothing was made in the end."""
    for path in _places(out, stem, is_stem=True):
        if not os.path.lexists(path):
            return
        if _owner(path) == fingerprint:
            with suppress(OSError):
                if [each.name for each in path.iterdir()] == [NAME] and not entries_of(path):
                    (path / NAME).unlink()
                    path.rmdir()
            return


def _places(folder: Path, name: str, *, is_stem: bool = False) -> Iterator[Path]:
    return (folder / each for each in names_like(name, is_stem=is_stem))


def _appeared(path: Path, manifest: str) -> bool:
    """Make the folder with its manifest in one step; whether nobody else had it."""
    with working_folder(path.parent) as working:
        try:
            # Not the working folder itself, which nobody else may read.
            new = working / "reserved"
            new.mkdir()
            (new / NAME).write_text(manifest, encoding="utf-8")
            new.rename(path)
        except OSError as error:
            if os.path.lexists(path):
                return False
            raise DeliveryError(f"the outbox {path} cannot be made: {error.strerror}") from error
    return True


def _owner(outbox: Path) -> str:
    """The fingerprint of the master whose versions the folder has; empty where it tells of none."""
    try:
        return read_manifest(outbox / NAME).master.fingerprint
    except DeliveryError as error:
        if isinstance(error.__cause__, OSError) and not isinstance(
            error.__cause__, (FileNotFoundError, NotADirectoryError)
        ):
            raise
        return ""


def _refuse_nested(folders: tuple[Path, ...]) -> None:
    for one, other in combinations(folders, 2):
        first, second = one.resolve(), other.resolve()
        same = first == second or (one.exists() and other.exists() and one.samefile(other))
        if same or first.is_relative_to(second) or second.is_relative_to(first):
            raise PresetError(
                f"{one} and {other} are {'the same' if same else 'one inside the other'}: "
                "what is made would be taken for what arrives; give each folder a place of its own"
            )


def _refuse_unreachable(inbox: Path, folder: Path) -> None:
    """Try it, in both directions: names of devices do not tell of mounts of one file system at two places."""
    probe = None
    try:
        probe = Path(mkdtemp(prefix=f".autocut-{this_process().mark}-", dir=inbox))
        probe = probe.rename(folder / probe.name)
        probe = probe.rename(inbox / probe.name)
    except OSError as error:
        if error.errno == errno.EXDEV:
            raise PresetError(
                f"{inbox} and {folder} are on different file systems: a master could not be moved in one step"
            ) from error
        raise DeliveryError(f"nothing can be moved from {inbox} to {folder}: {error.strerror}") from error
    finally:
        if probe is not None:
            with suppress(OSError):
                probe.rmdir()
