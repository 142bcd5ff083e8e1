"""The folder of one master's versions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from autocut.errors import DeliveryError

_WORKING_PREFIX = ".autocut-"


@contextmanager
def working_folder(outbox: Path) -> Iterator[Path]:
    """A hidden folder inside the outbox, on the same file system, gone afterwards whatever happens."""
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=_WORKING_PREFIX, dir=outbox))
    except OSError as error:
        raise DeliveryError(f"the outbox {outbox} cannot be written: {error.strerror}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
