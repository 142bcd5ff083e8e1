"""Options that several commands share."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from autocut.model.preset import Preset
    from autocut.survey import Sources

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


_SHORT = ("youtube-short",)
_FROM_FIVE_SECONDS = ("duration.min=5",)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a master: presets by name with fields changed, and how it is looked at and listened to."""

    names: tuple[str, ...]
    overrides: tuple[str, ...]
    language: str | None
    model: str | None
    transcript: Path | None
    topics: tuple[str, ...]
    avoid: tuple[str, ...]
    exhaustive: bool
    offline: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a plan file would already say."""
        of_analysis = self.language or self.model or self.transcript or self.exhaustive
        return not (self.names or self.overrides or self.topics or self.avoid or of_analysis)

    def presets(self) -> tuple[Preset, ...]:
        """The presets with all that was changed; raises PresetError, or a usage error where none was named."""
        changed = {"analysis.language": self.language, "analysis.model": self.model}
        laid = [f'{key}="{value}"' for key, value in changed.items() if value is not None]
        lists = {"score.topics": self.topics, "score.avoid": self.avoid}
        laid += [f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in lists.items() if value]
        if self.exhaustive:
            laid.append("analysis.exhaustive=true")
        return load_presets(self.names, (*self.overrides, *laid))

    def preset(self) -> Preset:
        """The one preset, or that of a short, down to five seconds so that short masters have passages too."""
        if len(self.names) > 1:
            raise click.UsageError("one preset alone is taken here, for its settings and its emphasis")
        asked = self if self.names else replace(self, names=_SHORT, overrides=(*_FROM_FIVE_SECONDS, *self.overrides))
        (preset,) = asked.presets()
        return preset

    def sources(self) -> Sources:
        """Where the analysis may take things from."""
        from autocut.survey import Sources

        return Sources(self.transcript, self.offline)


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `request`, from the options that analyze, plan and render share."""

    @functools.wraps(command)
    def with_request(*arguments: Any, **options: Any) -> Any:
        asked = {field.name: options.pop(field.name) for field in fields(Request)}
        return command(*arguments, request=Request(**asked), **options)

    for option in reversed((preset_option, set_option, *_ANALYSIS)):
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
    click.option("--model", metavar="NAME|FOLDER", help="The speech model, such as tiny.en, base or large-v3."),
    transcript_option,
    click.option("--topic", "topics", multiple=True, metavar="TEXT", help="What passages should be about; repeatable."),
    click.option("--avoid", multiple=True, metavar="TEXT", help="What must not be said in a passage; repeatable."),
    click.option("--exhaustive", is_flag=True, help="Decode every frame to find shots, where fewer would do."),
    offline_option,
)


def load_presets(names: tuple[str, ...], overrides: tuple[str, ...]) -> tuple[Preset, ...]:
    """The presets, each once, with all overrides laid on; raises PresetError or a usage error without names."""
    from autocut import presets
    from autocut.score import SIGNALS

    if not names:
        raise click.UsageError("name at least one preset with -p; `autocut presets list` shows them")
    loaded = tuple(presets.load(name, overrides) for name in dict.fromkeys(names))
    for preset in loaded:
        presets.check(preset, SIGNALS)
    twice = {preset.name for preset in loaded if sum(other.name == preset.name for other in loaded) > 1}
    if twice:
        raise click.UsageError(f"two presets are named {', '.join(sorted(twice))}")
    return loaded
