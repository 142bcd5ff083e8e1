"""Whether other machines see the same files and folders as this one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from autocut.errors import DeliveryError
from autocut.media.probe import fingerprint


@dataclass(frozen=True, slots=True)
class Places:
    """What a task needs of the file system, in absolute paths.

    A file and its fingerprint; a folder to write in, where a file `mark` lies; and the folder that its relative paths
    are taken from, None where it has none.
    """

    file: Path
    print: str
    folder: Path
    mark: str
    start: Path | None

    def unseen(self) -> str | None:
        """What this machine does not see, or cannot write, and what to do; None where all is well."""
        try:
            if fingerprint(self.file) != self.print:
                return f"it has another file at {self.file}: {_HOW}"
        except OSError as error:
            return f"it cannot read {self.file} ({error.strerror}): {_HOW}"
        if not (self.folder / self.mark).exists():
            return f"its {self.folder} is not the outbox of this machine: {_HOW}"
        try:
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            return f"it cannot write in {self.folder} ({error.strerror}): let its user write there"
        if self.start and not self.start.is_dir():
            return f"it has no {self.start}, from where relative paths are taken: {_HOW}"
        return None


_HOW = "mount it there, or say with --map where it is"


@contextmanager
def marked(file: Path, outbox: Path) -> Iterator[Places]:
    """The places of a master and an outbox, whose folder bears a mark meanwhile, or that in which it will be made.

    Raises OSError where the file cannot be read, DeliveryError where nothing can be written there.
    """
    known = fingerprint(file)
    folder = next(each for each in (outbox.absolute(), *outbox.absolute().parents) if each.is_dir())
    start = None if file.is_absolute() and outbox.is_absolute() else Path.cwd()
    with ExitStack() as stack:
        try:
            mark = stack.enter_context(tempfile.NamedTemporaryFile(prefix=".autocut-", dir=folder))
        except OSError as error:
            raise DeliveryError(f"the outbox {outbox} cannot be written: {error.strerror}") from error
        yield Places(file.absolute(), known, folder, Path(mark.name).name, start)
