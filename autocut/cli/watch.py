"""`autocut watch`."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.options import json_option, version_options
from autocut.cli.watch_check import check
from autocut.cli.watch_status import status

if TYPE_CHECKING:
    from autocut.request import Request
    from autocut.watch.running import Control
    from autocut.watch.settings import Settings


_CHANGES = ("jobs", "executor", "maps", "state", "log", "metrics")
"""The options that change settings."""


class _Watching(click.Group):
    """A group whose first command is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front that is meant."""
        return super().parse_args(ctx, args if args and args[0] in self.commands else ["run", *args])


@click.group(cls=_Watching)
def command() -> None:
    """Watch folders."""


@command.command("run")
@click.argument("inbox", required=False, type=click.Path(path_type=Path, file_okay=False))
@version_options
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Several inboxes, and all there is to set: watch.toml.",
)
@click.option("--once", is_flag=True, help="Make all that is there, then end with the worst result.")
@click.option(
    "--settle", type=click.FloatRange(min=0), metavar="SECONDS", help="How long a file must be still [default: 10]."
)
@click.option("--executor", metavar="WHERE", help="Where it is done, as for render; print is none here.")
@click.option("--map", "maps", multiple=True, metavar="HERE=THERE", help="A folder that other machines see elsewhere.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="How many masters are worked on at once [default: 1]."
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the ledger is kept: a folder on a disk of this machine.",
)
@click.option(
    "--log",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A log of JSON lines, rotated; else it goes to stderr.",
)
@click.option(
    "--metrics", type=click.IntRange(1, 65535), metavar="PORT", help="Figures for Prometheus at 127.0.0.1:PORT/metrics."
)
@json_option
def run_command(
    inbox: Path | None, request: Request, config: Path | None, once: bool, as_json: bool, **given: Any
) -> None:
    """Make what the presets ask for of every master that arrives in INBOX, or as --config FILE says of several.

    \b
      autocut watch /srv/inbox -p tiktok -p youtube-full
      autocut watch check watch.toml
      autocut watch --config watch.toml
      autocut watch status

    Drop a master into INBOX or INBOX/in, with MASTER.autocut.toml, .srt or .vtt beside it if you like. Its versions
    go to INBOX/out, the master to INBOX/done; what cannot be made goes to INBOX/failed with the reason, what was made
    before to INBOX/duplicate. A file is taken when it is still and whole. Each version is made once, whatever is
    killed meanwhile. SIGTERM gives back what is worked on, SIGHUP reads the settings again.
    """
    from autocut.farm.executor import executor_of
    from autocut.watch.running import run

    def read() -> Settings:
        return _settings(inbox, request, config, given)

    with _signals() as (control, ended_by):
        settings = read()
        if settings.log is not None:
            # Whoever starts it looks here and not into the log.
            for broken in settings.broken:
                click.echo(f"inbox.{broken.name} is left out: {broken.sentence}", err=True)
        # Its ledger tries again what was lost, later.
        executor = executor_of(settings.executor, settings.jobs, settings.maps, tries=1)
        result = run(settings, executor, control, once=once, reread=read)
        number = ended_by()
    if as_json:
        click.echo(json.dumps({"waiting": result.waiting, "exit_code": result.exit_code}, indent=2, ensure_ascii=False))
    else:
        for name, files in result.waiting.items():
            for file, reason in files.items():
                click.echo(f"{name}: {file}: {reason}", err=True)
    click.get_current_context().exit(128 + number if number else result.exit_code)


command.add_command(check)
command.add_command(status)


def _settings(inbox: Path | None, request: Request, config: Path | None, given: dict[str, Any]) -> Settings:
    """The settings of the file, or of the one inbox, with what the options change."""
    from autocut.watch.inbox import Inbox
    from autocut.watch.settings import Settings, read_settings

    if (inbox is None) == (config is None):
        raise click.UsageError("name an INBOX, or --config FILE, and not both")
    names = {"metrics": "metrics_port"}
    changed = {names.get(option, option): given[option] for option in _CHANGES if given[option] not in (None, ())}
    if config is not None:
        if not request.is_empty:
            raise click.UsageError("--config says what to make; the options of planning do not apply")
        return replace(read_settings(config), **changed)
    assert inbox is not None
    request.presets()
    folder = inbox.absolute()
    settle = {} if given["settle"] is None else {"settle_seconds": given["settle"]}
    # By its whole path: one ledger may be of several watchers.
    watched = Inbox(str(folder), folder, replace(request, yields=True), **settle)
    return Settings(inboxes=(watched,), **changed)


@contextmanager
def _signals() -> Iterator[tuple[Control, Callable[[], int]]]:
    """What signals tell the service, and which of them ended it, 0 for none."""
    from autocut.cli import told_to_end
    from autocut.watch.running import Control

    control, numbers = Control(), [0]

    def end(number: int, frame: FrameType | None) -> None:
        numbers.append(number)
        control.end.set()
        control.wake.set()

    def reload(number: int, frame: FrameType | None) -> None:
        control.reload.set()
        control.wake.set()

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, reload)
    for number in told_to_end():
        end(number, None)
    try:
        yield control, lambda: numbers[-1]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
