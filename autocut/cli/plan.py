"""`autocut plan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.cut_list import cut_list
from autocut.cli.options import json_option, progress_option, version_options
from autocut.cli.overview import Overview, drawn, overview_options
from autocut.cli.progress import Listener

if TYPE_CHECKING:
    from autocut.request import Request


@click.command()
@click.argument("master", type=click.Path(path_type=Path))
@version_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The plan file; stdout when not given.")
@overview_options
@json_option
@progress_option
def command(
    master: Path, request: Request, output: Path | None, overview: Overview, as_json: bool, progress: str
) -> None:
    """Plan the versions of MASTER that the presets ask for, and say why each passage was chosen or not.

    The plan goes to the file of -o, or else to stdout; `autocut render` takes it, edited or not. The cut list, for
    people, goes to stdout where the plan does not, else to stderr. A file MASTER.autocut.toml beside the master may
    ask for the same as the options, which win over it.
    """
    from autocut.convert import to_json
    from autocut.order import plan_of
    from autocut.planfile import write_plan

    listener = Listener(progress)
    made = listener.follow(plan_of(master, request))
    if output is not None:
        write_plan(made, output)
    if overview.storyboard is not None:
        listener.follow(drawn(made, overview.storyboard))
    if as_json or output is None:
        click.echo(to_json(made), nl=False)
    for line in cut_list(made, overview.left_out):
        click.echo(line, err=as_json or output is None)
