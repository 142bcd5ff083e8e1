"""The folder of one master's versions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

from autocut.errors import DeliveryError
from autocut.media.process import maker_lives, this_process

_WORKING_PREFIX = ".autocut-"
_STILL_SECONDS = 86_400


@contextmanager
def working_folder(outbox: Path) -> Iterator[Path]:
    """A hidden folder inside the outbox, on the same file system, gone afterwards whatever happens.

    Its name tells which process made it; before and afterwards those of killed processes are removed.
    """
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=f"{_WORKING_PREFIX}{this_process().mark}-", dir=outbox))
    except OSError as error:
        raise DeliveryError(f"the outbox {outbox} cannot be written: {error.strerror}") from error
    try:
        _remove(left_behind(outbox))
        yield folder
    finally:
        _remove((folder, *left_behind(outbox)))


def left_behind(outbox: Path) -> tuple[Path, ...]:
    """The working folders in an outbox whose process was killed, in the order of their names.

    Of a process that cannot be seen from here, on another machine or before this one was started again, they are left
    behind where nothing in any of them has changed for a day, by the clock of the file system that they are on.
    """
    try:
        folders = sorted(path for path in outbox.iterdir() if path.name.startswith(_WORKING_PREFIX) and path.is_dir())
    except OSError:
        return ()
    lives = {folder: maker_lives(folder.name.removeprefix(_WORKING_PREFIX).rpartition("-")[0]) for folder in folders}
    unseen = [folder for folder in folders if lives[folder] is None]
    gone = unseen if unseen and _are_still(unseen, outbox) else []
    return tuple(folder for folder in folders if lives[folder] is False or folder in gone)


def _remove(folders: Sequence[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _are_still(folders: Sequence[Path], outbox: Path) -> bool:
    try:
        changed = max(path.lstat().st_mtime for folder in folders for path in (folder, *folder.rglob("*")))
        with NamedTemporaryFile(dir=outbox, prefix=_WORKING_PREFIX) as file:
            return os.fstat(file.fileno()).st_mtime - changed > _STILL_SECONDS
    except OSError:
        # Something went while it was looked at: somebody works there.
        return False


def publish(finished: Path, final: Path) -> None:
    """Give a finished file its final name, in one step; raises DeliveryError where that fails."""
    try:
        with finished.open("rb") as file:
            os.fsync(file.fileno())
        finished.replace(final)
    except OSError as error:
        raise DeliveryError(f"{final} cannot be written: {error.strerror}") from error


def publish_text(text: str, final: Path, working: Path) -> None:
    """Write a text file under its final name, whole or not at all."""
    draft = working / "text.part"
    try:
        draft.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DeliveryError(f"{final} cannot be written: {error.strerror}") from error
    publish(draft, final)
