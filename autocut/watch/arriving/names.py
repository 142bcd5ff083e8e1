"""What the files of an inbox are, by their names: masters, what belongs to them, and what nobody may touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import translate
from pathlib import Path
from typing import Literal, TypeAlias

from autocut.analyze.speech.sidecar import SUFFIXES as TRANSCRIPTS
from autocut.model.naming import folded, shown
from autocut.wishes.sidecar import SUFFIX as WISHES

Kind: TypeAlias = Literal["ignored", "unknown", "sidecar", "trigger", "master"]

TRIGGER = ".ready"
"""The suffix of the file that says of a master that it is all there."""

MASTERS = frozenset(
    (
        *(".mp4", ".m4v", ".mov", ".qt", ".mxf", ".mkv", ".webm", ".avi", ".divx", ".wmv", ".asf", ".flv", ".f4v"),
        *(".ts", ".m2ts", ".mts", ".m2t", ".trp", ".tod", ".mpg", ".mpeg", ".m2p", ".vob", ".mod"),
        *(".3gp", ".3g2", ".ogv", ".gxf", ".dv", ".nut"),
    )
)
"""The suffixes of files that may have a picture that moves; sound alone is no master."""

# Of hidden files, editors and office programs; then of browsers, synchronisers and transfer programs at work.
_PATTERNS = (
    *(".*", "~*", "*~"),
    *("*.part", "*.partial", "*.filepart", "*.tmp", "*.temp", "*.incomplete", "*.inprogress", "*.uploading"),
    *("*.crdownload", "*.opdownload", "*.download", "*.!qb", "*.!ut", "*.!bt", "*.bc!", "*.!sync", "*.bts"),
    *("*.syncthing.*", "*.aspera-ckpt", "*.aspera-inprogress", "*.aspx", "*.aspx-partial", "*.haspx"),
    *("*.aria2", "*.lftp-pget-status", "*.ytdl", "*.part-frag*", "*.sb-????????-??????"),
)
_IGNORED = re.compile("|".join(map(translate, _PATTERNS)))
UNFINISHED_BESIDE = (".aria2", ".aspera-ckpt", ".aspx", ".lftp-pget-status", ".st", ".ytdl")
"""Behind the whole name of a file: what a transfer program keeps beside it until it is all there."""


def is_ignored(name: str) -> bool:
    """Whether a file of that name is hidden, or half of another that is still being written or transferred."""
    return _IGNORED.match(folded(name)) is not None


def kind_of(path: Path, trigger: str = TRIGGER) -> Kind:
    """What a file is by its name, in any case; `trigger` is the suffix of those that release a master.

    A name that is no text in UTF-8 is unknown: no manifest, message or file of settings could tell of it.
    """
    name = folded(path.name)
    if is_ignored(name):
        return "ignored"
    if shown(path.name) != path.name:
        return "unknown"
    if name.endswith(folded(trigger)):
        return "trigger"
    if name.endswith((WISHES, *TRANSCRIPTS)):
        return "sidecar"
    return "master" if Path(name).suffix in MASTERS else "unknown"


def by_name(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """The files of one folder by their names, whatever the case and the accents: many masters look theirs up in it."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        found.setdefault(folded(path.name), []).append(path)
    return found


def sidecars_of(master: Path, among: Mapping[str, Sequence[Path]] | None = None) -> tuple[Path, ...]:
    """The wishes and the transcripts that lie beside the master, whatever the case and the accents of their names.

    They are looked for in the folder, or `among` files `by_name`.
    """
    transcripts = (f"{master.stem}{suffix}" for suffix in TRANSCRIPTS)
    return _beside(master, (f"{master.name}{WISHES}", f"{master.stem}{WISHES}", *transcripts), among)


def triggers_of(
    master: Path, trigger: str = TRIGGER, among: Mapping[str, Sequence[Path]] | None = None
) -> tuple[Path, ...]:
    """Those of `talk.mp4.ready` and `talk.ready` that are there for talk.mp4."""
    return _beside(master, (f"{master.name}{trigger}", f"{master.stem}{trigger}"), among)


def _beside(master: Path, names: Iterable[str], among: Mapping[str, Sequence[Path]] | None) -> tuple[Path, ...]:
    there = by_name(master.parent.iterdir()) if among is None else among
    found = sorted(path for name in dict.fromkeys(map(folded, names)) for path in there.get(name, ()))
    return tuple(path for path in found if among is not None or path.is_file())
