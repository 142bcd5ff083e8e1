"""The command line: one command a file, listed here; the one place where errors become lines and exit codes.

To add a command: a file that holds a Click command named `command`, and a line in COMMANDS.
"""

from __future__ import annotations

import importlib
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from autocut import __version__
from autocut.errors import AutocutError

COMMANDS = {
    "render": "Make every version of a master, or what a plan file says: the whole line in one go.",
    "watch": "Watch folders: make versions of every master that arrives, once, whatever happens.",
    "probe": "Tell what a master is: streams, exact frame rate, colour, sound, timecode.",
    "analyze": "Find shots, words, faces and levels, and score the passages.",
    "score": "Score the passages of a master or a transcript, and say why.",
    "plan": "Plan versions without rendering them; the plan is a file that you may edit.",
    "audit": "Hold versions against their master: who is heard and seen, which parts, what was passed over.",
    "verify": "Measure a finished file and hold it against a preset.",
    "learn": "Refit the weights of the score from how versions were received.",
    "weights": "List, show, compare and choose the weights of the score.",
    "drift": "Tell whether new masters and results are like those that the weights were fitted on.",
    "presets": "List, show and check the presets.",
    "models": "List, fetch and check the models.",
    "cache": "Show and clear what is remembered of masters.",
    "doctor": "Check this machine: ffmpeg, encoders, models, font, free space.",
}


class Commands(click.Group):
    """Loads a command's module only when it is run, so that help is quick; turns errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command from its own module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"autocut.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From COMMANDS alone: importing every command would take a second."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what is the user's to mend is one line and an exit code."""
        try:
            return super().invoke(ctx)
        except AutocutError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="autocut")
def autocut() -> None:
    """One master video into finished, captioned, checked versions, on this machine alone.

    \b
      autocut render talk.mp4 -p youtube-short -p trailer-landscape -p youtube-full -o out

    Every command takes --json and then prints one JSON document; logs and bars go to stderr.

    \b
    Exit codes: 0 done, also where nothing was worth cutting; 1 something failed;
    2 wrong usage or a faulty preset; 130 interrupted; 143 terminated.
    """


_SIGNALS: list[int] = []


def main() -> None:
    """The console script."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminate)
    autocut()


def told_to_end() -> tuple[int, ...]:
    """The signals that came so far, also those whose exception was lost: the import system passes over some."""
    return tuple(_SIGNALS)


def _terminate(signal_number: int, frame: FrameType | None) -> NoReturn:
    # As an exception, so that every child is ended and every working folder removed on the way out.
    _SIGNALS.append(signal_number)
    sys.exit(128 + signal_number)
