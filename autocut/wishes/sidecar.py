"""What is asked of a master in a file beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autocut.errors import PresetError
from autocut.model.naming import alike
from autocut.model.wishes import Wishes
from autocut.presets import read_toml
from autocut.wishes.reading import wishes_of

SUFFIX = ".autocut.toml"
"""Behind the name of the master, with or without its own suffix."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The file, and what it asks for."""

    path: Path
    wishes: Wishes

    @property
    def note(self) -> str:
        """The sentence that says that it was used."""
        return f"made as {self.path.name} beside the master asks"


def beside(master: Path) -> tuple[Path, ...]:
    """Those of `talk.mp4.autocut.toml` and `talk.autocut.toml` that are there for talk.mp4, in any case."""
    wanted = (f"{master.name}{SUFFIX}", f"{master.stem}{SUFFIX}")
    with suppress(OSError):
        return tuple(path for path in alike(master.parent.iterdir(), wanted) if path.is_file())
    return ()


def sidecar_of(master: Path) -> Sidecar | None:
    """What the file beside the master asks for, its paths taken from its own folder; None where there is none.

    Raises PresetError with all that is wrong, also where there are two: nobody could tell which one counts.
    """
    found = beside(master)
    if not found:
        return None
    path, *others = found
    if others:
        raise PresetError(f"{path} and {others[0].name} both speak of {master.name}: keep one of them")
    wishes, faults = wishes_of(read_toml(path), path.absolute().parent)
    if faults:
        raise PresetError("\n  ".join([f"{path}:", *faults]))
    return Sidecar(path, wishes)
