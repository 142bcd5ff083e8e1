"""Options that say which results to take, and where their files are known."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from autocut.model.result import Result


@dataclass(frozen=True, slots=True)
class Lookup:
    """The outbox whose manifests know the files, what to do with unknown ones, and how many of the last rows count."""

    outbox: Path | None
    skip_unknown: bool
    last: int | None

    def results(self, tables: Sequence[Path]) -> tuple[Result, ...]:
        """The results of the tables; warnings go to stderr."""
        from autocut.results.outbox import Outbox
        from autocut.results.reading import read_results

        found, warnings = read_results(tables, Outbox(self.outbox), skip_unknown=self.skip_unknown)
        for warning in warnings:
            click.echo(f"warning: {warning}", err=True)
        return found[-self.last :] if self.last else found


def lookup_options(last: int | None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give the command `lookup`, of the last so many results where nothing else is said."""
    options = (
        click.option(
            "--outbox",
            type=click.Path(path_type=Path),
            help="The folder whose manifests know the files, also one level down.",
        ),
        click.option("--skip-unknown", is_flag=True, help="Warn of rows whose file is not known, and go on."),
        click.option(
            "--last",
            type=click.IntRange(min=2),
            default=last,
            show_default=str(last or "all"),
            metavar="N",
            help="How many results count, from the end of the table.",
        ),
    )

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def with_lookup(*arguments: Any, **given: Any) -> Any:
            asked = {field.name: given.pop(field.name) for field in fields(Lookup)}
            return command(*arguments, lookup=Lookup(**asked), **given)

        for option in reversed(options):
            with_lookup = option(with_lookup)
        return with_lookup

    return decorate
