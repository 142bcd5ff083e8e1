"""How a plan is shown to a person: what the cut list has, and the picture of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from autocut.cli.cut_list import BEST, ends_of, headline, said_in
from autocut.model.event import Event, Warned, told
from autocut.model.rendition import Plan, Rendition

_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
_WORDS = 8


def _picture(context: click.Context, parameter: click.Parameter, given: Path | None) -> Path | None:
    if given is None:
        return None
    if given.suffix.lower() not in _SUFFIXES:
        raise click.BadParameter(f"{given} must end with one of {', '.join(_SUFFIXES)}")
    if not given.absolute().parent.is_dir() or given.is_dir():
        raise click.BadParameter(f"{given} cannot be written: there is no such folder, or a folder of that name")
    return given


_OPTIONS = (
    click.option("--all", "show_all", is_flag=True, help="List all that was left out, not the best ten alone."),
    click.option(
        "--storyboard",
        metavar="FILE.png",
        type=click.Path(path_type=Path),
        callback=_picture,
        help="Draw a frame of each clip, with its number, times and words, into this picture.",
    ),
)


@dataclass(frozen=True, slots=True)
class Overview:
    """Whether all that was left out is listed, and the file of the storyboard."""

    show_all: bool
    storyboard: Path | None

    @property
    def left_out(self) -> int | None:
        """How many of the passages that were left out are listed; None for all."""
        return None if self.show_all else BEST


def overview_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `overview`."""

    @functools.wraps(command)
    def with_overview(*arguments: Any, **given: Any) -> Any:
        asked = {field.name: given.pop(field.name) for field in fields(Overview)}
        return command(*arguments, overview=Overview(**asked), **given)

    for option in reversed(_OPTIONS):
        with_overview = option(with_overview)
    return with_overview


def drawn(plan: Plan, path: Path) -> Generator[Event, None, None]:
    """Draw the plan into the file at `path`; where no version has a clip, nothing is drawn, and that is told.

    Raises PlanError where the path cannot be written, InputError where the master cannot be decoded.
    """
    from autocut.render.storyboard import Strip, storyboard, write_storyboard

    subject = plan.master.path.name
    if not any(rendition.timeline.clips for rendition in plan.renditions):
        yield Warned(subject, "no version has clips, so there is no storyboard")
        return
    strips = [Strip(rendition, headline(rendition), _words(rendition)) for rendition in plan.renditions]
    picture = yield from told("drawing", subject, storyboard(strips, plan.master))
    write_storyboard(picture, path)


def _words(rendition: Rendition) -> tuple[str, ...]:
    return tuple(
        "" if clip.card else ends_of(said_in(rendition, clip, placed), _WORDS)
        for clip, placed in rendition.timeline.placed()
    )
