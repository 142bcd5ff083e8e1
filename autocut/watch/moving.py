"""Move a file without ever writing over another, also where several machines move at once."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

LONGEST_NAME = 255
"""Bytes, on every file system in use."""

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
# A system or file system that cannot do it; EPERM is also a kernel that lets nobody link a file of somebody else.
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EMLINK}


def names_like(name: str, *, is_stem: bool = False) -> Iterator[str]:
    """The name, then with -2, -3 and so on behind its stem, which gives way where the name gets too long.

    A name that `is_stem` has no suffix, whatever it looks like.
    """
    stem, suffix = (name, "") if is_stem else (Path(name).stem, Path(name).suffix)
    for number in count(1):
        behind = f"-{number}" if number > 1 else ""
        yield fitting(stem, behind + suffix)


def fitting(stem: str, behind: str) -> str:
    """`stem` and `behind` in at most 255 bytes; whole characters are left out of the stem, with their accents."""
    room = LONGEST_NAME - len(os.fsencode(behind))
    kept = stem
    while kept and len(os.fsencode(kept)) > room:
        last, kept = kept[-1], kept[:-1]
        while kept and unicodedata.combining(last):
            last, kept = kept[-1], kept[:-1]
    return kept + behind


def put(source: Path, folder: Path, name: str) -> Path:
    """Move the file into the folder under the first free name like `name`, and return its place.

    Raises FileNotFoundError where the source is gone, another OSError where it cannot be moved.
    """
    for free in names_like(name):
        with suppress(FileExistsError):
            move(source, folder / free)
            return folder / free
    raise AssertionError("there is always another name")


def move(source: Path, target: Path) -> None:
    """Rename the file by the first of three ways that the file system can.

    The first is one step. By the second the file has both names for a moment; by the third, where there are no hard
    links, an empty file that is made for it alone holds the new name. That is what a crash can leave behind: the file
    under both, which is mended by moving it again, or the empty one. Raises FileExistsError where the target is there.
    """
    *first, last = WAYS
    for way in first:
        try:
            return way(source, target)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
    last(source, target)


def _in_one_step(source: Path, target: Path) -> None:
    rename = _renameat2()
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if rename(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE):
        number = ctypes.get_errno()
        if number == errno.EEXIST and _has_both_names(source, target):
            return source.unlink()
        raise OSError(number, os.strerror(number), str(source), None, str(target))


def _by_link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        if not _has_both_names(source, target):
            raise
    source.unlink()


def _over_a_new_file(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


WAYS: tuple[Callable[[Path, Path], None], ...] = (_in_one_step, _by_link, _over_a_new_file)
"""Each moves a file, and raises FileExistsError where the target is there, and leaves it as it is."""


def _has_both_names(source: Path, target: Path) -> bool:
    """Whether a move was cut short between its two steps."""
    return source.lstat().st_nlink > 1 and source.samefile(target)


@cache
def _renameat2() -> Any:
    """The call of Linux, or None: Python has none that refuses to write over a file."""
    if not sys.platform.startswith("linux"):
        return None
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is not None:
        call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return call
