"""`autocut verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option, load_preset, progress_option, set_option
from autocut.cli.progress import Listener
from autocut.model.event import told
from autocut.model.span import as_timecodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autocut.media.inspect import FileFacts
    from autocut.model.captions import Breach, Cue
    from autocut.model.media import Master
    from autocut.model.rendition import Check, Loudness, Rendition

_NOT_PLANNED = ("the laws of editing were not checked: the file is not as long as its plan says, or does not decode",)
_NO_PLAN = (
    "the laws of editing were not checked: they need the plan that the file was made of, by --plan",
    "the captions were not held against the preset: they are in the plan",
)


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

    The file is decoded to its end. Exits with 1 where a check fails. Captions of the plan that break what the preset
    says of them are listed, and fail nothing.
    """
    from autocut.checks.checks import verified
    from autocut.convert import to_json
    from autocut.laws.played import PLAYED_ONCE
    from autocut.plan.caption_profile import breaches, caption_notes

    chosen = load_preset(preset, overrides)
    planned = _planned(plan_file, file) if plan_file else None
    work = verified(file, chosen, *(planned or ()))
    facts, heard, checks = Listener(progress).follow(told("verifying", file.name, work))
    passed = all(check.passed for check in checks)
    held_to_laws = any(check.name == PLAYED_ONCE for check in checks)
    unchecked = () if held_to_laws else _NOT_PLANNED if planned else _NO_PLAN
    cues = planned[0].cues if planned else ()
    notes = (*unchecked, *caption_notes(cues, chosen.captions))
    broken = breaches(cues, chosen.captions)
    if as_json:
        measured = {"path": str(file), "preset": chosen.name, **facts.measured, "loudness": heard}
        held = {"checks": checks, "passed": passed, "captions": broken, "notes": notes}
        click.echo(to_json({**measured, "bytes": facts.bytes, **held}), nl=False)
    else:
        _tell(f"{file.name} against {chosen.name}", facts, heard, checks)
        for line in _captions(broken, cues):
            click.echo(line)
        for note in notes:
            click.echo(note)
        failed = sum(not check.passed for check in checks)
        click.echo(f"{failed} of {len(checks)} checks failed" if failed else f"all {len(checks)} checks passed")
    if not passed:
        click.get_current_context().exit(1)


def _planned(plan_file: Path, file: Path) -> tuple[Rendition, Master]:
    """The version of the plan that has the file's name, and the plan's master."""
    from autocut.errors import PlanError
    from autocut.media.tracks import choose_track
    from autocut.planfile import read_plan

    plan = read_plan(plan_file)
    found = next((rendition for rendition in plan.renditions if rendition.name == file.stem), None)
    if found is None:
        names = ", ".join(rendition.name for rendition in plan.renditions)
        raise PlanError(f"{plan_file.name} has no version named {file.stem}; it has {names or 'none'}")
    return found, choose_track(plan.master, found.preset.analysis)


def _tell(title: str, facts: FileFacts, heard: Loudness, checks: tuple[Check, ...]) -> None:
    size = f"{facts.picture.size}, " if facts.picture else "no picture, "
    level = "no sound" if heard.integrated_lufs is None else f"{heard.integrated_lufs:.1f} LUFS"
    click.echo(f"{title}: {facts.measured['duration']:.2f} s, {size}{level}")
    rows = [("", "check", "measured", "required")]
    rows += [("passed" if check.passed else "FAILED", check.name, check.measured, check.required) for check in checks]
    for line in columns(rows):
        click.echo(click.style(line, fg="red") if line.startswith("FAILED") else line)


def _captions(broken: Sequence[Breach], cues: Sequence[Cue]) -> list[str]:
    """A line for each rule that a caption breaks: its number, its time on the timeline, what is wrong, what it says."""
    from autocut.plan.caption_profile import fault

    rows = [
        (f"caption {each.number}", as_timecodes(each.span), fault(each), " / ".join(cues[each.number - 1].lines))
        for each in broken
    ]
    return columns(rows) if rows else []
