"""`autocut presets`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option, load_preset, set_option
from autocut.errors import PresetError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from autocut.model.preset import Preset


@click.group()
def command() -> None:
    """List, show and check the presets: what a platform asks for."""


@command.command("list")
@json_option
def list_presets(as_json: bool) -> None:
    """List the presets and where they are read from."""
    from autocut.presets import available, folders

    found = {name: _loaded(name) for name in available()}
    own, shipped = folders()
    if as_json:
        listed = [{"name": name, "path": str(path), **_summary(found[name])} for name, path in available().items()]
        _print({"folders": [str(own), str(shipped)], "presets": listed})
        return
    rows = [("name", "kind", "picture", "seconds", "description")]
    rows += [_row(name, preset) for name, preset in found.items()]
    for line in columns(rows):
        click.echo(line)
    mine = [name for name, path in available().items() if path.parent == own]
    click.echo(f"yours, in {own}: {', '.join(mine) or 'none'}")
    click.echo(f"autocut's, in {shipped}: {'all others' if mine else 'all'}")


@command.command()
@click.argument("name", metavar="NAME|FILE")
@set_option
@json_option
def show(name: str, overrides: tuple[str, ...], as_json: bool) -> None:
    """Show every field of a preset and its sources; of one that extends another, also which fields are its own.

    What it prints is TOML: saved under another name, it is the start of a preset of your own.
    """
    from autocut.convert import to_data
    from autocut.presets import inherited

    preset, inheritance = load_preset(name, overrides), inherited(name)
    data = to_data(preset)
    if as_json:
        own = {"extends": str(inheritance.parent), "own": inheritance.own} if inheritance else {}
        _print({**data, **own})
        return
    click.echo(f"# {', '.join([_file(name) or name, *overrides])}")
    own_fields: Collection[str] = ()
    if inheritance:
        click.echo(f"# extends {inheritance.parent}; lines that are its own say so")
        own_fields = {*inheritance.own, *(f"sources.{key}" for key in inheritance.sources)}
    for line in _toml(data, own_fields):
        click.echo(line)


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME|FILE...]")
@json_option
def check(names: tuple[str, ...], as_json: bool) -> None:
    """Tell all that is wrong with the presets.

    All presets are checked where none is named. Exits with 2 where one is faulty.
    """
    from autocut.presets import available

    faults = {name: _faults(name) for name in dict.fromkeys(names) or available()}
    passed = not any(faults.values())
    if as_json:
        listed = [{"name": name, "path": _file(name), "faults": found} for name, found in faults.items()]
        _print({"presets": listed, "passed": passed})
    else:
        rows = [("FAULTY" if found else "OK", name, _file(name) or "") for name, found in faults.items()]
        for line, found in zip(columns(rows), faults.values(), strict=True):
            click.echo("\n        ".join([line, *found]))
    if not passed:
        click.get_current_context().exit(PresetError.exit_code)


def _loaded(name: str) -> Preset | None:
    """The preset, or None where it is faulty."""
    try:
        return load_preset(name)
    except PresetError:
        return None


def _summary(preset: Preset | None) -> dict[str, Any]:
    from autocut.convert import to_data

    if preset is None:
        return {"faulty": True}
    data = to_data(preset)
    return {"faulty": False, **{key: data[key] for key in ("kind", "container", "canvas", "duration", "description")}}


def _row(name: str, preset: Preset | None) -> tuple[str, str, str, str, str]:
    if preset is None:
        return name, "faulty", "", "", f"see: autocut presets check {name}"
    canvas, length = preset.canvas, preset.duration
    picture = "sound alone" if canvas is None else f"{'up to ' if canvas.fit == 'source' else ''}{canvas.size}"
    return name, preset.kind, picture, f"{length.min:g} to {length.max:g}", preset.description


def _file(name: str) -> str | None:
    """The file of the preset of that name; None for a name that is itself a path, or that no preset has."""
    from autocut.presets import available

    path = available().get(name)
    return None if path is None else str(path)


def _faults(name: str) -> list[str]:
    try:
        load_preset(name)
    except PresetError as error:
        sentence, *each = str(error).split("\n  ")
        return each or [sentence]
    return []


def _toml(data: Mapping[str, Any], own: Collection[str], path: str = "") -> Iterator[str]:
    """The lines of a TOML table: its plain values first, then its tables under their dotted names; marked if `own`."""
    tables = {key: value for key, value in data.items() if isinstance(value, dict)}
    repeated = {key: value for key, value in data.items() if _is_repeated(value)}
    for key, value in data.items():
        if key not in tables and key not in repeated and value is not None:
            mark = "  # own" if f"{path}{key}" in own else ""
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}{mark}"
    for key, value in tables.items():
        yield from ("", f"[{path}{key}]", *_toml(value, own, f"{path}{key}."))
    for key, values in repeated.items():
        for value in values:
            mark = "  # own" if f"{path}{key}" in own or f"{path}{key}.{value.get('key')}" in own else ""
            yield from ("", f"[[{path}{key}]]{mark}", *_toml(value, ()))


def _is_repeated(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _print(document: object) -> None:
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))
