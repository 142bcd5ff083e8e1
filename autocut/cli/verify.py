"""`autocut verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option, load_preset, progress_option, set_option
from autocut.cli.progress import Listener
from autocut.model.event import told

if TYPE_CHECKING:
    from autocut.media.inspect import FileFacts
    from autocut.model.media import Master
    from autocut.model.rendition import Check, Loudness, Rendition

_NOT_PLANNED = "the laws of editing were not checked: the file is not as long as its plan says, or does not decode"
_NO_PLAN = "the laws of editing were not checked: they need the plan that the file was made of, by --plan"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-p", "--preset", required=True, metavar="NAME|FILE", help="What the file is held against.")
@set_option
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(path_type=Path),
    metavar="PLAN.json",
    help="The plan that FILE was made of, for the laws of editing: the version with the name of the file.",
)
@json_option
@progress_option
def command(
    file: Path, preset: str, overrides: tuple[str, ...], plan_file: Path | None, as_json: bool, progress: str
) -> None:
    """Measure FILE, wherever it was made, and hold it against a preset and, with its plan, the laws of editing.

    The file is decoded to its end. Exits with 1 where a check fails.
    """
    from autocut.convert import to_json
    from autocut.laws.played import PLAYED_ONCE
    from autocut.pipeline import verified
    from autocut.render.verify import verify

    chosen = load_preset(preset, overrides)
    work = verified(file, chosen, *_planned(plan_file, file)) if plan_file else verify(file, chosen)
    facts, heard, checks = Listener(progress).follow(told("verifying", file.name, work))
    passed = all(check.passed for check in checks)
    notes = () if any(check.name == PLAYED_ONCE for check in checks) else (_NOT_PLANNED if plan_file else _NO_PLAN,)
    if as_json:
        measured = {"path": str(file), "preset": chosen.name, **facts.measured, "loudness": heard}
        click.echo(
            to_json({**measured, "bytes": facts.bytes, "checks": checks, "passed": passed, "notes": notes}), nl=False
        )
    else:
        _tell(f"{file.name} against {chosen.name}", facts, heard, checks, notes)
    if not passed:
        click.get_current_context().exit(1)


def _planned(plan_file: Path, file: Path) -> tuple[Rendition, Master]:
    """The version of the plan that has the file's name, and the plan's master."""
    from autocut.errors import PlanError
    from autocut.planfile import read_plan

    plan = read_plan(plan_file)
    found = next((rendition for rendition in plan.renditions if rendition.name == file.stem), None)
    if found is None:
        names = ", ".join(rendition.name for rendition in plan.renditions)
        raise PlanError(f"{plan_file.name} has no version named {file.stem}; it has {names or 'none'}")
    return found, plan.master


def _tell(title: str, facts: FileFacts, heard: Loudness, checks: tuple[Check, ...], notes: tuple[str, ...]) -> None:
    size = f"{facts.picture.size}, " if facts.picture else "no picture, "
    level = "no sound" if heard.integrated_lufs is None else f"{heard.integrated_lufs:.1f} LUFS"
    click.echo(f"{title}: {facts.measured['duration']:.2f} s, {size}{level}")
    rows = [("", "check", "measured", "required")]
    rows += [("passed" if check.passed else "FAILED", check.name, check.measured, check.required) for check in checks]
    for line in columns(rows):
        click.echo(click.style(line, fg="red") if line.startswith("FAILED") else line)
    for note in notes:
        click.echo(note)
    failed = sum(not check.passed for check in checks)
    click.echo(f"{failed} of {len(checks)} checks failed" if failed else f"all {len(checks)} checks passed")
