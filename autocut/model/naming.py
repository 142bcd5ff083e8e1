"""Names of files as people mean them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path


def folded(name: str) -> str:
    """The same for names that differ only in case, or in how a system composes their accents (NFC, NFD)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shown(name: str) -> str:
    """The name, with bytes that are no text (PEP 383) spelled out, such as \\xe9."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def alike(paths: Iterable[Path], wanted: Iterable[str]) -> tuple[Path, ...]:
    """The files that people mean by the wanted names, in the order of these; the very same before others."""
    names = tuple(wanted)
    meant = list(dict.fromkeys(map(folded, names)))
    found = (path for path in paths if folded(path.name) in meant)
    return tuple(sorted(found, key=lambda path: (meant.index(folded(path.name)), path.name not in names, path.name)))
