"""`autocut watch check`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from autocut.cli.options import json_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def check(file: Path, as_json: bool) -> None:
    """Look a watch.toml over, with all presets and programs that it names; nothing is watched and nothing is made.

    Exits with 2 where something is wrong. Run it as the service runs, for it looks for the same secrets and presets.
    """
    from autocut.watch.settings import read_settings

    settings = read_settings(file)
    wrong = {broken.name: broken.sentence for broken in settings.broken}
    if as_json:
        well = {inbox.name: str(inbox.folder) for inbox in settings.inboxes}
        click.echo(json.dumps({"well": well, "wrong": wrong}, indent=2, ensure_ascii=False))
    else:
        for inbox in settings.inboxes:
            click.echo(f"inbox.{inbox.name}: well, {inbox.folder}")
        for name, sentence in wrong.items():
            click.echo(f"inbox.{name}: {sentence}", err=True)
    click.get_current_context().exit(2 if wrong else 0)
