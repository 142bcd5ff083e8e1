"""What `render --dry-run` says: the cut list, and what rendering would cost."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns, size_text
from autocut.cli.cut_list import cut_list

if TYPE_CHECKING:
    from autocut.model.event import Event
    from autocut.model.rendition import Plan

_MINUTES = 120


def tried(plan: Plan) -> Generator[Event, None, dict[str, Any]]:
    """The plan and the estimates of its versions, as plain data, and the cut list to be read."""
    from autocut.convert import to_data
    from autocut.estimate import METHOD, estimated

    found = yield from estimated(plan)
    return {
        "plan": to_data(plan),
        "cut_list": cut_list(plan),
        "estimates": to_data(found),
        "seconds": sum(each.seconds for each in found),
        "bytes": sum(each.bytes for each in found),
        "method": METHOD,
    }


def tell_trials(trials: Sequence[dict[str, Any]]) -> None:
    """The cut lists, then a table of all versions with the sum."""
    for trial in trials:
        for line in trial["cut_list"]:
            click.echo(line)
    estimates = [each for trial in trials for each in trial["estimates"]]
    if not estimates:
        return
    rows = [("version", "time", "size"), *(_row(each["name"], each) for each in estimates)]
    if len(estimates) > 1:
        rows.append(_row("all", {key: sum(trial[key] for trial in trials) for key in ("seconds", "bytes")}))
    for line in columns(rows):
        click.echo(line)
    click.echo(trials[0]["method"])


def _row(name: str, cost: dict[str, Any]) -> tuple[str, str, str]:
    seconds = cost["seconds"]
    length = f"{seconds:.0f} s" if seconds < _MINUTES else f"{seconds / 60:.0f} min"
    return name, f"about {length}", f"about {size_text(cost['bytes'])}"
