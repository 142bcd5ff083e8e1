"""Every check of one finished file."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from autocut.checks.captions import captions_check
from autocut.checks.container import container_checks
from autocut.checks.sync import sync_check
from autocut.checks.verify import verify
from autocut.laws.laws import held
from autocut.media.inspect import FileFacts
from autocut.model.event import within
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Check, Loudness, Rendition

_FILE_SHARE = 0.8
_WHOLE = ("decodes to its end", "planned length", "frames", "picture size")

Verified = tuple[FileFacts, Loudness, tuple[Check, ...]]


def verified(
    path: Path, preset: Preset, rendition: Rendition | None = None, master: Master | None = None
) -> Generator[float, None, Verified]:
    """What the file is, how loud it is, and its checks: those of its preset, and with its plan and master the others.

    A file that is not what was planned is not held against its master nor the laws: its joins are elsewhere. Yields
    the share done. Raises InputError where the file is no media file.
    """
    facts, heard, checks = yield from within(0.0, _FILE_SHARE, verify(path, preset, rendition, master))
    checks += tuple(container_checks(facts, preset, rendition, master))
    whole = all(check.passed for check in checks if check.name in _WHOLE)
    if rendition is not None and master is not None and whole:
        checks += yield from within(_FILE_SHARE, 0.83, sync_check(path, rendition, master))
        checks += yield from within(0.83, 0.85, captions_check(path, rendition, master))
        checks += yield from within(0.85, 1.0, held(path, rendition, master))
    return facts, heard, checks
