"""Recall and remember one finding."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, get_type_hints

from autocut.convert import Faults, from_data, to_data
from autocut.model.analysis import Analysis
from autocut.store.form import VERSION, Damaged, packed, unpacked
from autocut.store.keeping import DRAFT, make_room
from autocut.store.place import folder, limit

_FIELDS: Mapping[str, Any] = get_type_hints(Analysis)
_ATTEMPTS = 100
# All entries are counted for every hundredth of the limit that is written, and every twentieth time at least, on
# average: counting a full cache each time would take longer than writing.
_SHARE_OF_LIMIT = 1 / 100
_LEAST_OFTEN = 1 / 20


@dataclass(frozen=True, slots=True)
class Key:
    """Whose finding it is: the master's fingerprint, the field, the detector, and what that was given to know."""

    fingerprint: str
    field: str
    detector: object
    known: tuple[object, ...] = ()

    @property
    def place(self) -> str:
        """The path of its file in the cache folder."""
        told = f"{VERSION} {self.identity} {json.dumps([to_data(each) for each in self.known])}"
        digest = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
        return f"{self.fingerprint}/{self.field}-{digest}.json.gz"

    @property
    def path(self) -> Path:
        """Its file."""
        return folder() / self.place

    @property
    def identity(self) -> str:
        """The detector with its options and the version of its method."""
        return f"{self.detector!r} version {self.detector.version}"  # type: ignore[attr-defined]


def recall(key: Key) -> tuple[Any] | None:
    """The finding, in a tuple of its own because it may itself be None; None where nothing is remembered.

    Raises Damaged where the file is not what was written there, or is no finding of that field.
    """
    # A limit that makes no sense is told before any work, not after it.
    limit()
    place = key.place
    path = folder() / place
    try:
        found = from_data(unpacked(place, path.read_bytes()), _FIELDS[key.field])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, Damaged, Faults) as error:
        raise Damaged(f"what was remembered of {key.field} is damaged and is made again") from error
    with suppress(OSError):
        os.utime(path)
    return (found,)


def remember(key: Key, found: object, name: str = "") -> bool:
    """Keep a finding of the master called `name`; tell whether it could be kept.

    What was longest not used goes where the cache grows above its limit.
    """
    place = key.place
    path = folder() / place
    entry = packed(place, {"master": name, "detector": key.identity}, to_data(found))
    if not _written(path, entry):
        return False
    if max(len(entry) / _SHARE_OF_LIMIT, limit() * _LEAST_OFTEN) > limit() * random.random():
        make_room(path)
    return True


def _written(path: Path, entry: bytes) -> bool:
    for _ in range(_ATTEMPTS):
        try:
            _write(path, entry)
        except (FileNotFoundError, FileExistsError):
            # Another process removed the folder, which was empty, between two steps.
            continue
        except OSError:
            return False
        return True
    return False


def _write(path: Path, entry: bytes) -> None:
    """Write the whole file or nothing, also with several processes at it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("wb", dir=path.parent, prefix=DRAFT, delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(entry)
            file.close()
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
