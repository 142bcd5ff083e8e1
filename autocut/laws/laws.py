"""A finished file held against the laws of editing, by measuring the file itself at the joins of its plan."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from autocut.laws.clicks import clicks_check
from autocut.laws.flashes import flashes_check
from autocut.laws.played import played_checks
from autocut.laws.words import words_check
from autocut.model.event import within
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition


def held(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Check, ...]]:
    """Every law that applies to the version, as a check of the file at `path`; yields the share done (0-1).

    Raises InputError where the file cannot be decoded at its joins.
    """
    words = yield from within(0.0, 0.4, words_check(path, rendition, master))
    clicks = yield from within(0.4, 0.6, clicks_check(path, rendition, master))
    flashes = yield from within(0.6, 1.0, flashes_check(path, rendition, master))
    return (*words, *clicks, *flashes, *played_checks(rendition, master))
