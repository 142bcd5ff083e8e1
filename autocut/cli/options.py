"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.wishing import wish_options
from autocut.errors import PresetError
from autocut.model.event import Event, Noted
from autocut.model.wishes import Wishes

if TYPE_CHECKING:
    from autocut.model.preset import Preset
    from autocut.survey import Sources
    from autocut.wishes.sidecar import Sidecar

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


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a master: presets by name with fields changed, and how it is looked at and listened to."""

    names: tuple[str, ...]
    overrides: tuple[str, ...]
    language: str | None
    audio_track: str | None
    model: str | None
    transcript: Path | None
    exhaustive: bool
    offline: bool
    wishes: Wishes
    matrix: Path | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a plan file would already say."""
        of_analysis = self.language or self.audio_track or self.model or self.transcript or self.exhaustive
        return not (self.names or self.overrides or self.matrix or of_analysis) and self.wishes == Wishes()

    def presets(self, sidecar: Sidecar | None = None) -> tuple[Preset, ...]:
        """The presets with all that was changed, here and in the sidecar of the master, one for each version.

        Raises PresetError, or a usage error where none was named.
        """
        from autocut.wishes.matrix import read_matrix
        from autocut.wishes.versions import Layer, versions

        if self.matrix is not None and self.names:
            raise click.UsageError("--matrix names its own presets; -p does not apply beside it")
        if not (self.names or self.matrix or (sidecar and sidecar.wishes.presets)):
            if sidecar is not None:
                raise PresetError(f"{sidecar.path} names no presets, and neither does -p")
            raise click.UsageError("name at least one preset with -p; `autocut presets list` shows them")
        matrix = read_matrix(self.matrix) if self.matrix else None
        return versions(self.names, Layer("", self.wishes, self._settings()), sidecar, matrix)

    def versions_of(self, master: Path) -> Generator[Event, None, tuple[tuple[Preset, ...], tuple[str, ...]]]:
        """The presets for this master, with what its sidecar asks for, and the note that tells of it."""
        from autocut.wishes.sidecar import sidecar_of

        sidecar = sidecar_of(master)
        if sidecar is None:
            return self.presets(), ()
        yield Noted(master.name, sidecar.note)
        return self.presets(sidecar), (sidecar.note,)

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

    def _settings(self) -> tuple[str, ...]:
        changed = {"language": self.language, "audio_track": self.audio_track, "model": self.model}
        laid = [f'analysis.{key}="{value}"' for key, value in changed.items() if value is not None]
        return (*self.overrides, *laid, *(["analysis.exhaustive=true"] if self.exhaustive else []))


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `request`, from the options that analyze, score, plan and render share."""
    return _with_request(command, (preset_option, set_option, *_ANALYSIS))


def version_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `request`, from these options and those that say what a version shall be."""
    return _with_request(command, (preset_option, set_option, matrix_option, *wish_options, *_ANALYSIS))


def _with_request(command: Callable[..., Any], options: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    @functools.wraps(command)
    def with_request(*arguments: Any, **given: Any) -> Any:
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
