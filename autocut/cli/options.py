"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.wishing import wish_options
from autocut.model.wishes import Wishes

if TYPE_CHECKING:
    from autocut.model.preset import Preset
    from autocut.request import Request

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")

progress_option = click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "json", "none"]),
    default="auto",
    show_default=True,
    help="How to tell what goes on, on stderr: a bar on a terminal, plain lines else; json is one event a line.",
)

preset_option = click.option(
    "-p", "--preset", "names", multiple=True, metavar="NAME|FILE", help="A preset's name or its TOML file; repeatable."
)

set_option = click.option(
    "--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a preset's field: --set video.crf=18."
)


matrix_option = click.option(
    "--matrix",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A TOML file of audiences and situations (rows) by presets (columns): a version for each of both.",
)

_SHORT = ("youtube-short",)
_FROM_FIVE_SECONDS = ("duration.min=5",)


def one_preset(request: Request) -> Preset:
    """The one preset, or that of a short, down to five seconds so that short masters have passages too."""
    if len(request.names) > 1:
        raise click.UsageError("one preset alone is taken here, for its settings and its emphasis")
    overrides = (*_FROM_FIVE_SECONDS, *request.overrides)
    asked = request if request.names else replace(request, names=_SHORT, overrides=overrides)
    (preset,) = asked.presets()
    return preset


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `request`, from the options that analyze, score, plan and render share."""
    return _with_request(command, (preset_option, set_option, *_ANALYSIS))


def version_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `request`, from these options and those that say what a version shall be."""
    return _with_request(command, (preset_option, set_option, matrix_option, *wish_options, *_ANALYSIS))


def _with_request(command: Callable[..., Any], options: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    @functools.wraps(command)
    def with_request(*arguments: Any, **given: Any) -> Any:
        from autocut.request import Request

        wishes = Wishes(**{field.name: given.pop(field.name) for field in fields(Wishes) if field.name in given})
        asked = {field.name: given.pop(field.name) for field in fields(Request) if field.name in given}
        return command(*arguments, request=Request(**asked, wishes=wishes), **given)

    for option in reversed(options):
        with_request = option(with_request)
    return with_request


transcript_option = click.option(
    "--transcript",
    type=click.Path(path_type=Path),
    help="An .srt or .vtt to use instead of listening; one beside the master is found by itself.",
)

offline_option = click.option("--offline", is_flag=True, help="Fetch no model from the network.")

_ANALYSIS = (
    click.option("--language", metavar="CODE", help="What is spoken (ISO 639-1); found out when not given."),
    click.option(
        "--audio-track",
        metavar="N|N+N|LANG",
        help="The sound track that is heard, by number from 1 or language; 1+2 joins two mono tracks to stereo.",
    ),
    click.option("--model", metavar="NAME|FOLDER", help="The speech model, such as tiny.en, base or large-v3."),
    transcript_option,
    click.option("--topic", "topics", multiple=True, metavar="TEXT", help="What passages should be about; repeatable."),
    click.option(
        "--avoid",
        multiple=True,
        metavar="TEXT",
        help="What must not be said in a passage, or @profanity, @violence; repeatable.",
    ),
    click.option("--exhaustive", is_flag=True, help="Decode every frame to find shots, where fewer would do."),
    offline_option,
)


def load_preset(name: str, overrides: tuple[str, ...] = ()) -> Preset:
    """The preset with all overrides laid on; raises PresetError."""
    from autocut.wishes.versions import Layer, versions

    (preset,) = versions((name,), Layer("", Wishes(), overrides))
    return preset
