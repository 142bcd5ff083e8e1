"""Options that say what the versions of a master shall be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from autocut.model.preset import Profanity, Tighten
from autocut.model.reframe import Asked
from autocut.model.span import Span, from_timecodes
from autocut.wishes.lasting import bounds_of

T = TypeVar("T")


def _read(reading: Callable[[str], T], text: str) -> T:
    try:
        return reading(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _spans(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(_read(from_timecodes, text) for text in given)


def _asked(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Asked, ...]:
    return tuple(_read(Asked.written, text) for text in given)


def _duration(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    if given is not None:
        _read(bounds_of, given)
    return given


def _file(name: str, said: str) -> Callable[..., Any]:
    kind = click.Path(exists=True, dir_okay=False, readable=True, resolve_path=True)
    return click.option(f"--{name}", metavar="FILE", type=kind, help=said)


def _stretch(name: str, said: str) -> Callable[..., Any]:
    return click.option(f"--{name}", multiple=True, metavar="START-END", callback=_spans, help=said)


wish_options = (
    _stretch("keep", "A stretch of the master that must be shown, such as 00:01:10-00:01:25; repeatable."),
    _stretch("never", "A stretch of the master that must not be shown; repeatable."),
    click.option(
        "--crop",
        multiple=True,
        metavar="START-END=HOW",
        callback=_asked,
        help="How a stretch of the master is shown where it is cropped: left, right, top, bottom, center, X,Y (the "
        "point of the picture, in pixels, that comes to the middle), face:N (from the left), split or fit; repeatable.",
    ),
    click.option("--count", type=click.IntRange(min=1), metavar="N", help="How many different shorts."),
    click.option(
        "--duration",
        metavar="30..45",
        callback=_duration,
        help="Seconds that a version may last; also ..45, 30.. and 30, which is that within a tenth.",
    ),
    click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Decides between passages that are alike."),
    click.option("--tighten", type=click.Choice(get_args(Tighten)), help="Shorten pauses and leave fillers out."),
    click.option("--hook-first/--no-hook-first", default=None, help="Let the best sentence of a short come first."),
    click.option("--profanity", type=click.Choice(get_args(Profanity)), help="What becomes of swear words."),
    _file("music", "A sound file that lies under trailers."),
    click.option("--title", metavar="TEXT", help="The title on cards, instead of the master's own."),
    click.option("--tagline", metavar="TEXT", help="The line below the title."),
    _file("logo", "A picture that is laid over the versions."),
    _file("intro", "A film that is played before each version."),
    _file("captions-from", "An .srt, .vtt or .ttml, in any language, whose captions are shown as they are."),
    _file("outro", "A film that is played after each version."),
)
