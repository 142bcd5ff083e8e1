"""`autocut render`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.farming import Farm, farm_options
from autocut.cli.options import json_option, progress_option, version_options
from autocut.cli.progress import Listener
from autocut.cli.table import tell_table
from autocut.cli.trial import tell_trials, tried
from autocut.errors import AutocutError
from autocut.faults import failed

if TYPE_CHECKING:
    from autocut.order import Order
    from autocut.request import Request


@click.command()
@click.argument("masters", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="MASTER...|PLAN.json")
@version_options
@click.option("-o", "--output", type=click.Path(path_type=Path), default="out", show_default=True, help="The outbox.")
@click.option("--as", "folder", metavar="NAME", help="The folder's name in the outbox, instead of the master's.")
@click.option("--dry-run", "way", flag_value="dry", help="Plan, and estimate the time and the sizes; write nothing.")
@click.option("--force", "way", flag_value="force", help="Render also what an earlier run delivered and is unchanged.")
@farm_options
@json_option
@progress_option
def command(
    masters: tuple[Path, ...],
    request: Request,
    output: Path,
    folder: str | None,
    way: str | None,
    farm: Farm,
    as_json: bool,
    progress: str,
) -> None:
    """Make the versions of each MASTER that the presets ask for, or those of a plan file.

    Files go to OUT/<master's name>/: each version, its captions, and manifest.json with what was measured.
    A file gets its name only after it passed its checks. One that an earlier run delivered there, and of which
    nothing has changed since, is kept: run it again to go on where it stopped. A master that fails leaves the
    others be. A file MASTER.autocut.toml beside a master may ask for the same as the options, which win over it.
    """
    from autocut.order import Order

    _refuse_wrong_usage(masters, request)
    listener = Listener(progress)
    named = _named(masters) if folder is None else _named_as(folder, masters)
    orders = [Order(path, request, output, name, force=way == "force") for path, name in named]
    if farm.prints:
        _print(orders, farm)
    elif way == "dry":
        _try(orders, listener, as_json=as_json)
    else:
        _make(orders, listener, farm, as_json=as_json)
    if listener.exit_code:
        click.get_current_context().exit(listener.exit_code)


def _print(orders: Sequence[Order], farm: Farm) -> None:
    from autocut.farm.paths import maps_of
    from autocut.farm.script import command_of

    maps = maps_of(farm.maps)
    for order in orders:
        click.echo(command_of(order, maps))


def _try(orders: list[Order], listener: Listener, *, as_json: bool) -> None:
    from autocut.order import plan_of

    trials = []
    for order in orders:
        try:
            trials.append(listener.follow(tried(listener.follow(plan_of(order.source, order.request)))))
        except AutocutError as error:
            listener.fail(failed(order.subject, error))
    if as_json:
        _tell_document({"trials": trials}, listener)
    else:
        tell_trials(trials)


def _make(orders: list[Order], listener: Listener, farm: Farm, *, as_json: bool) -> None:
    from autocut.farm.batch import batch

    with farm.executor() as executor:
        outcome = listener.follow(batch(orders, executor, keep_going=farm.keep_going))
    if as_json:
        rows = [asdict(row) for row in outcome.rows]
        _tell_document({"manifests": outcome.manifests, "table": rows}, listener)
    elif len(orders) > 1:
        tell_table(outcome.rows)
    else:
        _tell(outcome.manifests)


def _tell_document(document: dict[str, Any], listener: Listener) -> None:
    failures = [{"subject": f.subject, "reason": f.sentence, "exit_code": f.exit_code} for f in listener.failures]
    document |= {"failures": failures, "exit_code": listener.exit_code}
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


def _refuse_wrong_usage(masters: tuple[Path, ...], request: Request) -> None:
    """What is wrongly asked is told before anything is done; a sidecar may still say what is missing."""
    from autocut.order import is_plan
    from autocut.wishes.sidecar import beside

    if all(is_plan(path) for path in masters):
        if not request.is_empty:
            raise click.UsageError("a plan file says what to make; the options of planning do not apply")
    elif not all(is_plan(path) or beside(path) for path in masters):
        request.presets()


def _named(masters: tuple[Path, ...]) -> list[tuple[Path, str]]:
    """Each master, once, with the name of its folder: the second of a name gets a number that is nobody's name.

    That of a plan is its master's, and left empty.
    """
    from autocut.order import is_plan

    once = list(dict.fromkeys(masters))
    taken: set[str] = set()
    named: list[tuple[Path, str]] = []
    for path in once:
        name = path.stem
        if name in taken:
            spoken_for = taken | {other.stem for other in once}
            name = next(f"{name}-{k}" for k in itertools.count(2) if f"{name}-{k}" not in spoken_for)
        if not is_plan(path):
            taken.add(name)
        named.append((path, "" if is_plan(path) else name))
    return named


def _named_as(folder: str, masters: tuple[Path, ...]) -> list[tuple[Path, str]]:
    if len(masters) > 1:
        raise click.UsageError("--as names the folder of one master, and there are several")
    if folder in ("", ".", "..") or "/" in folder:
        raise click.UsageError(f"--as {folder}: this is no name of a folder")
    return [(masters[0], folder)]


def _tell(manifests: Sequence[dict[str, Any]]) -> None:
    for manifest in manifests:
        for entry in manifest["deliveries"]:
            if entry["status"] != "delivered":
                said = "nothing passed" if entry["status"] == "nothing-passed" else "FAILED"
                click.echo(f"{entry['preset']:20} {said}: {entry['reason']}")
            else:
                size = f"{entry['width']}x{entry['height']}" if entry["width"] else "sound"
                level = (entry["loudness"] or {}).get("integrated_lufs")
                loudness = "no sound" if level is None else f"{level:.1f} LUFS"
                kept = "  unchanged" if entry.get("unchanged") else ""
                facts = f"{entry['duration']:8.2f} s  {size:10} {loudness:11} {entry['path']}"
                click.echo(f"{entry['preset']:20} {facts}{kept}")
