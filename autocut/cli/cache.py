"""`autocut cache`."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns, size_text
from autocut.cli.options import json_option

if TYPE_CHECKING:
    from autocut.store import Entry

_DAY = 86_400.0


@click.group()
def command() -> None:
    """Show and clear what is remembered of masters, so that nothing is looked for twice."""


@command.command()
@json_option
def show(as_json: bool) -> None:
    """Show which findings about which masters are kept, the last used first."""
    from autocut.store import entries, folder, limit, name_in

    found = entries()
    masters = sorted(
        (list(own) for _, own in groupby(sorted(found, key=_by_master), key=attrgetter("fingerprint"))),
        key=lambda own: -own[-1].used,
    )
    names = [next((name for entry in reversed(own) if (name := name_in(entry.path))), None) for own in masters]
    if as_json:
        listed = [
            {
                "name": name,
                "fingerprint": own[0].fingerprint,
                "bytes": _bytes(own),
                "entries": len(own),
                "last_used": datetime.fromtimestamp(own[-1].used, UTC).isoformat(timespec="seconds"),
                "fields": _fields(own),
            }
            for name, own in zip(names, masters, strict=True)
        ]
        facts = {"folder": str(folder()), "bytes": _bytes(found), "limit": limit(), "entries": len(found)}
        click.echo(json.dumps({**facts, "masters": listed}, indent=2, ensure_ascii=False))
        return
    click.echo(f"{folder()}: {size_text(_bytes(found))} of {size_text(limit())}, {_count(found)}")
    rows = [("master", "fingerprint", "size", "last used", "fields")]
    for name, own in zip(names, masters, strict=True):
        used = datetime.fromtimestamp(own[-1].used).strftime("%Y-%m-%d %H:%M")
        rows.append((name or "?", own[0].fingerprint, size_text(_bytes(own)), used, ", ".join(_fields(own))))
    for line in columns(rows) if masters else ():
        click.echo(line)


@command.command()
@click.option("--master", metavar="FILE|FINGERPRINT", help="Only what is remembered of this master.")
@click.option("--older", type=click.FloatRange(min=0), metavar="DAYS", help="Only what was not used for so many days.")
@json_option
def clear(master: str | None, older: float | None, as_json: bool) -> None:
    """Forget findings: all, or those that the options choose.

    The next run looks for them again. Another autocut that is at work is not disturbed.
    """
    from autocut import store

    since = None if older is None else time.time() - older * _DAY
    removed, stuck = store.clear(None if master is None else _fingerprint(master), since)
    if as_json:
        document = {"folder": str(store.folder()), "removed": len(removed), "bytes": _bytes(removed)}
        click.echo(json.dumps({**document, "not_removed": len(stuck)}, indent=2, ensure_ascii=False))
    else:
        click.echo(f"{store.folder()}: removed {_count(removed)}, {size_text(_bytes(removed))}")
    if stuck:
        click.echo(f"Error: {_count(stuck)} cannot be removed: {store.folder()} cannot be written", err=True)
        click.get_current_context().exit(1)


def _fingerprint(master: str) -> str:
    """The fingerprint of a file, or the one that is given and known."""
    from autocut.errors import InputError
    from autocut.media.probe import fingerprint
    from autocut.store import entries

    if Path(master).is_file():
        try:
            return fingerprint(Path(master))
        except OSError as error:
            raise InputError(f"{master} cannot be read: {error.strerror}") from error
    if any(entry.fingerprint == master for entry in entries()):
        return master
    raise click.UsageError(f"{master} is no file, and nothing is remembered under such a fingerprint")


def _by_master(entry: Entry) -> tuple[str, float]:
    return entry.fingerprint, entry.used


def _bytes(found: Sequence[Entry]) -> int:
    return sum(entry.bytes for entry in found)


def _fields(found: Sequence[Entry]) -> list[str]:
    return sorted({entry.field for entry in found})


def _count(found: Sequence[Entry]) -> str:
    masters = len({entry.fingerprint for entry in found})
    entries = f"{len(found)} {'entry' if len(found) == 1 else 'entries'}"
    return f"{entries} of {masters} {'master' if masters == 1 else 'masters'}"
