"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from autocut.model.preset import Preset

F = TypeVar("F", bound=Callable[..., Any])

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


def listening_options(command: F) -> F:
    """What the transcript is made from."""
    for option in (
        click.option("--offline", is_flag=True, help="Fetch no model from the network."),
        click.option(
            "--transcript",
            type=click.Path(path_type=Path),
            help="An .srt or .vtt to use instead of listening; one beside the master is found by itself.",
        ),
        click.option("--model", metavar="NAME|FOLDER", help="The speech model, such as tiny.en, base or large-v3."),
        click.option("--language", metavar="CODE", help="What is spoken (ISO 639-1); found out when not given."),
    ):
        command = option(command)
    return command


def load_presets(
    names: tuple[str, ...], overrides: tuple[str, ...], *, language: str | None = None, model: str | None = None
) -> tuple[Preset, ...]:
    """The presets, each once, with all overrides laid on; raises PresetError or a usage error without names."""
    from autocut import presets
    from autocut.score import SIGNALS

    if not names:
        raise click.UsageError("name at least one preset with -p; `autocut presets list` shows them")
    quoted = {"analysis.language": language, "analysis.model": model}
    laid = (*overrides, *(f'{key}="{value}"' for key, value in quoted.items() if value is not None))
    loaded = tuple(presets.load(name, laid) for name in dict.fromkeys(names))
    for preset in loaded:
        presets.check(preset, SIGNALS)
    twice = {preset.name for preset in loaded if sum(other.name == preset.name for other in loaded) > 1}
    if twice:
        raise click.UsageError(f"two presets are named {', '.join(sorted(twice))}")
    return loaded
