"""`autocut weights`."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option
from autocut.errors import PresetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autocut.model.weighting import Weighting

_BAR = 24


@click.group()
def command() -> None:
    """List, show, compare and choose the weights of the score."""


@command.command("list")
@json_option
def list_weights(as_json: bool) -> None:
    """List all weights, and mark those in use."""
    from autocut.weightings import available, folder, name_in_use

    chosen = name_in_use()
    found = {name: _loaded(name) for name in available()}
    if as_json:
        listed = [
            {
                "name": name,
                "in_use": name == chosen,
                "path": str(available()[name]),
                "faulty": weighting is None,
                "made": weighting.made.isoformat() if weighting else None,
                "method": weighting.method if weighting else None,
                "data": weighting.data if weighting else None,
            }
            for name, weighting in found.items()
        ]
        _print({"folder": str(folder()), "in_use": chosen, "weights": listed})
        return
    rows = [("", "name", "made", "from")]
    for name, weighting in found.items():
        mark = "*" if name == chosen else ""
        if weighting is None:
            rows.append((mark, name, "faulty", f"see: autocut weights show {name}"))
        else:
            rows.append((mark, name, weighting.made.isoformat(), weighting.data or weighting.method))
    for line in columns(rows):
        click.echo(line)
    if chosen not in found:
        click.echo(f"{chosen} was in use and is gone; choose another: autocut weights use NAME")
    click.echo(f"yours are in {folder()}")


@command.command()
@click.argument("name", required=False)
@json_option
def show(name: str | None, as_json: bool) -> None:
    """Show weights, the largest first, and where they come from.

    Those in use are shown where none are named. Only their ratios matter, so each is told as a share of their sum too.
    """
    from autocut.convert import to_data
    from autocut.weightings import load, name_in_use

    weighting = load(name or name_in_use())
    if as_json:
        _print({**to_data(weighting), "in_use": (name or name_in_use()) == name_in_use()})
        return
    facts = {"name": weighting.name, "made": weighting.made.isoformat(), "method": weighting.method}
    facts |= {"data": weighting.data, "data sha256": weighting.data_sha256}
    facts |= {key.replace("_", " "): f"{value:g}" for key, value in weighting.scores.items()}
    for line in columns([(key, text) for key, text in facts.items() if text]):
        click.echo(line)
    click.echo()
    parts = shares(weighting)
    most = max(parts.values(), default=0.0) or 1.0
    rows = [("signal", "weight", "share", "")]
    for signal in sorted(parts, key=lambda each: (-parts[each], each)):
        bar = "#" * round(_BAR * parts[signal] / most)
        rows.append((signal, f"{weighting.weights[signal]:.4g}", f"{parts[signal]:6.1%}", bar))
    for line in columns(rows):
        click.echo(line)


@command.command()
@click.argument("name")
@json_option
def use(name: str, as_json: bool) -> None:
    """Make scores with these weights from now on; `autocut weights use autocut-1` goes back."""
    from autocut.weightings.writing import use as used

    weighting = used(name)
    if as_json:
        _print({"in_use": name, "made": weighting.made.isoformat(), "method": weighting.method})
    else:
        click.echo(f"{name} is in use now.")


@command.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@json_option
def diff(old: str, new: str, as_json: bool) -> None:
    """Tell how the weights B differ from A, as shares of their sums, the largest change first."""
    from autocut.weightings import load

    one, other = load(old), load(new)
    if as_json:
        before, after = shares(one), shares(other)
        listed = []
        for signal, *_ in changes(one, other):
            share, now = before.get(signal, 0.0), after.get(signal, 0.0)
            listed.append({"signal": signal, "old": share, "new": now, "change": now - share})
        _print({"old": old, "new": new, "signals": listed})
        return
    for line in columns([("signal", old, new, "change"), *changes(one, other)]):
        click.echo(line)


def shares(weighting: Weighting) -> Mapping[str, float]:
    """Each weight as a share of the sum of all."""
    whole = math.fsum(weighting.weights.values())
    return {signal: weight / whole if whole > 0 else 0.0 for signal, weight in weighting.weights.items()}


def changes(old: Weighting, new: Weighting) -> list[tuple[str, str, str, str]]:
    """For each signal its name, its share before and after, and the change; the largest change first."""
    before, after = shares(old), shares(new)
    moved = {signal: after.get(signal, 0.0) - before.get(signal, 0.0) for signal in {**before, **after}}
    return [
        (signal, f"{before.get(signal, 0.0):6.1%}", f"{after.get(signal, 0.0):6.1%}", f"{moved[signal]:+7.1%}")
        for signal in sorted(moved, key=lambda each: (-abs(moved[each]), each))
    ]


def _loaded(name: str) -> Weighting | None:
    """The weights, or None where their file is faulty."""
    from autocut.weightings import load

    try:
        return load(name)
    except PresetError:
        return None


def _print(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))
