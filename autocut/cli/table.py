"""What became of the versions of many masters, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns

if TYPE_CHECKING:
    from autocut.farm.batch import Row

_COLORS = {"failed": "red", "nothing-passed": "yellow"}


def tell_table(rows: Sequence[Row]) -> None:
    """A line a version: master, version, status, time, and where it is or why it is not."""
    head = ("master", "version", "status", "time", "file, or reason")
    body = [(row.master, row.version or "-", row.status, _time(row.seconds), row.path or _brief(row)) for row in rows]
    first, *lines = columns([head, *body])
    click.echo(first)
    for row, line in zip(rows, lines, strict=True):
        click.echo(click.style(line, fg=_COLORS[row.status]) if row.status in _COLORS else line)


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds else "-"


def _brief(row: Row) -> str:
    return " ".join(row.reason.split())
