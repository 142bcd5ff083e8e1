"""`autocut models`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns, size_text
from autocut.cli.options import json_option, progress_option
from autocut.cli.progress import Listener
from autocut.errors import AutocutError
from autocut.model.event import Failed, told

if TYPE_CHECKING:
    from autocut.weights import State

_VERDICTS: dict[State, str] = {
    "present": "every SHA-256 is right",
    "missing": "get it: autocut models pull {name}",
    "damaged": "mend it: autocut models pull {name}",
}


@click.group()
def command() -> None:
    """List, fetch and check the models for speech and faces."""


@command.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """List the models, and whether and where they are here."""
    from autocut.weights import cache_folder, catalogue, status

    states = {name: status(name) for name in catalogue()}
    if as_json:
        models = [
            {
                "name": name,
                "kind": weights.kind,
                "state": states[name],
                "bytes": weights.bytes,
                "licence": weights.licence,
                "description": weights.description,
                "path": _path(name),
            }
            for name, weights in catalogue().items()
        ]
        _print({"folder": str(cache_folder()), "models": models})
        return
    rows = [("name", "kind", "state", "size", "licence", "where")]
    for name, weights in catalogue().items():
        where = _path(name) if states[name] == "present" else _VERDICTS[states[name]].format(name=name)
        rows.append((name, weights.kind, states[name], size_text(weights.bytes), weights.licence, where))
    for line in columns(rows):
        click.echo(line)
    click.echo("`pull` also takes other speech models by faster-whisper's names, such as small or large-v3.")


@command.command()
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--all", "every", is_flag=True, help="Every model that `autocut models list` shows.")
@json_option
@progress_option
def pull(names: tuple[str, ...], every: bool, as_json: bool, progress: str) -> None:
    """Fetch models and check their SHA-256.

    Those that are here and whole are left as they are.
    """
    from autocut.weights import catalogue
    from autocut.weights import pull as pulled

    if every == bool(names):
        raise click.UsageError("name the models to fetch, or else say --all; `autocut models list` shows them")
    listener = Listener(progress)
    paths: dict[str, Path] = {}
    for name in catalogue() if every else dict.fromkeys(names):
        try:
            paths[name] = listener.follow(told("fetching", name, pulled(name)))
        except AutocutError as error:
            listener.fail(Failed(name, str(error), error.exit_code))
    if as_json:
        failures = [{"subject": f.subject, "reason": f.sentence, "exit_code": f.exit_code} for f in listener.failures]
        _print({"models": [{"name": name, "path": str(path)} for name, path in paths.items()], "failures": failures})
    else:
        for name, path in paths.items():
            click.echo(f"{name}: {path}")
    if listener.exit_code:
        click.get_current_context().exit(listener.exit_code)


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@json_option
def check(names: tuple[str, ...], as_json: bool) -> None:
    """Compute the SHA-256 of each model again.

    All models are checked where none is named. Exits with 1 where one is damaged, or is named and missing.
    """
    from autocut.weights import catalogue
    from autocut.weights import check as checked

    states: dict[str, State] = {name: checked(name) for name in dict.fromkeys(names) or catalogue()}
    passed = not any(state == "damaged" or (state == "missing" and name in names) for name, state in states.items())
    if as_json:
        models = [{"name": name, "state": state, "path": _path(name)} for name, state in states.items()]
        _print({"models": models, "passed": passed})
    else:
        for line in columns([(name, state, _VERDICTS[state].format(name=name)) for name, state in states.items()]):
            click.echo(line)
    if not passed:
        click.get_current_context().exit(1)


def _path(name: str) -> str:
    from autocut.weights import catalogue
    from autocut.weights.folder import usable

    return str(usable(catalogue()[name]))


def _print(document: object) -> None:
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))
