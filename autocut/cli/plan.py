"""`autocut plan`."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import click

from autocut.cli.options import Request, json_option, progress_option, version_options
from autocut.cli.progress import Listener
from autocut.model.event import Event
from autocut.model.rendition import Plan, Rendition
from autocut.model.span import as_timecode, as_timecodes


@click.command()
@click.argument("master", type=click.Path(path_type=Path))
@version_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The plan file; stdout when not given.")
@json_option
@progress_option
def command(master: Path, request: Request, output: Path | None, as_json: bool, progress: str) -> None:
    """Plan the versions of MASTER that the presets ask for, and say why each passage was chosen or not.

    The plan goes to the file of -o, or else to stdout; `autocut render` takes it, edited or not.
    """
    from autocut.convert import to_json
    from autocut.planfile import write_plan

    made = Listener(progress).follow(asked(master, request))
    if output is not None:
        write_plan(made, output)
    if as_json or output is None:
        click.echo(to_json(made), nl=False)
    for line in cut_list(made):
        click.echo(line, err=as_json or output is None)


def asked(master: Path, request: Request) -> Generator[Event, None, Plan]:
    """The plan of what is asked of the master, here and in its sidecar."""
    from autocut.pipeline import planned

    presets, notes = yield from request.versions_of(master)
    made = yield from planned(master, presets, request.sources())
    renditions = (replace(rendition, notes=(*notes, *rendition.notes)) for rendition in made.renditions)
    return replace(made, renditions=tuple(renditions))


def cut_list(plan: Plan) -> list[str]:
    """The plan in lines for a person: each clip, how it begins and ends, and why."""
    return [line for rendition in plan.renditions for line in _lines(rendition)]


def _lines(rendition: Rendition) -> list[str]:
    if not rendition.timeline.clips:
        return [f"{rendition.name}: nothing passed: {rendition.reason}"]
    lines = [f"{rendition.name}: {rendition.timeline.duration:.1f} s, {len(rendition.cues)} captions"]
    for clip, placed in rendition.timeline.placed():
        if clip.card is not None:
            lines.append(f"  {as_timecode(placed.start)}  card: {clip.card.title}")
        else:
            lines.append(f"  {as_timecode(placed.start)}  master {as_timecodes(clip.span)}")
    chosen = [candidate for candidate in rendition.candidates if candidate.chosen]
    for candidate in chosen:
        lines.append(f"  chosen {as_timecode(candidate.span.start)}: {candidate.score.total:.2f}. {candidate.why}")
    lines.append(f"  {len(rendition.candidates) - len(chosen)} other passages were weighed; the plan says why not.")
    return lines
