"""Every error that autocut raises on purpose; one class for each thing a caller does differently.

AutocutError          one sentence a person can act on; exit code 1
├── InputError        the master cannot be used (missing, not media, no video)
│   └── UnfinishedError   it lacks a part: cut off, or still being written
├── PresetError       a preset is unknown or faulty: file, key, reason; exit code 2
├── PlanError         no edit satisfies the preset, or a plan file cannot be read
├── ToolError         a program or model is missing; says how to get it
│   └── FfmpegError   ffmpeg failed; keeps command, return code and stderr
├── RenderError       the output failed its checks; the manifest has them, and no file is left in the outbox
├── DeliveryError     the outbox cannot be written, or its manifest not read; may pass
├── LostError         a process or a machine was lost at work; may be done again
└── BugError          a worker met a bug; keeps its traceback
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any


class AutocutError(Exception):
    """Base of every error that is the user's to mend: one sentence, no traceback."""

    exit_code = 1
    remedy = "read the reason, mend it, and run it again"
    """What to do, where the sentence itself does not say it."""

    @property
    def transient(self) -> bool:
        """Whether the same may go well later, with nothing changed by the user."""
        return False


class InputError(AutocutError):
    """The master cannot be used."""

    remedy = "deliver the master again; `autocut probe` says what is wrong with it"


class UnfinishedError(InputError):
    """The master lacks a part, as far as can be told: it was cut off, or is still being written."""

    remedy = "wait until it is all there, or deliver it again"


class PresetError(AutocutError):
    """A preset is unknown or faulty; the message lists every fault with its key path."""

    exit_code = 2
    remedy = "correct what is named, or the sidecar beside the master; `autocut presets check` looks at presets"


class PlanError(AutocutError):
    """No edit satisfies the preset, or a plan file is not one that this version can render."""

    remedy = "ask for less, or for another length; `autocut plan` shows what there is"


class ToolError(AutocutError):
    """A program or a model is missing; the message says how to get it."""

    remedy = "`autocut doctor` says what this machine lacks"


class FfmpegError(ToolError):
    """ffmpeg ended with an error; the sentence is the last useful line that it printed."""

    def __init__(self, command: Sequence[str], return_code: int, stderr: str) -> None:
        self.command = tuple(command)
        self.return_code = return_code
        self.stderr = stderr
        super().__init__(f"ffmpeg failed (code {return_code}): {_last_useful_line(stderr)}")

    def __reduce__(self) -> tuple[type[FfmpegError], tuple[Any, ...]]:
        """The parts that make it again, in another process."""
        return FfmpegError, (self.command, self.return_code, self.stderr)

    @property
    def transient(self) -> bool:
        """Whether it was killed, or the machine had no room or memory left."""
        return self.return_code < 0 or any(sign in self.stderr for sign in _PASSING)


class RenderError(AutocutError):
    """The finished file did not pass its `checks` (of model.rendition) and was not delivered."""

    def __init__(self, sentence: str, checks: Sequence[Any]) -> None:
        self.checks = tuple(checks)
        super().__init__(sentence)

    def __reduce__(self) -> tuple[type[RenderError], tuple[Any, ...]]:
        """The parts that make it again, in another process."""
        return RenderError, (str(self), self.checks)


class DeliveryError(AutocutError):
    """The outbox cannot be written, or its manifest cannot be read."""

    remedy = "see that the outbox is there, can be written and has room"

    @property
    def transient(self) -> bool:
        """Room is made and shares come back."""
        return True


class LostError(AutocutError):
    """A process or a machine was lost while it worked; what it was doing can be done again."""

    remedy = "see the log of the machine: it may have run out of memory"

    @property
    def transient(self) -> bool:
        """Always: nothing is known against the work itself."""
        return True


class BugError(AutocutError):
    """Work in another process met a bug."""

    remedy = "report it with the traceback; the master itself may be well"

    def __init__(self, traceback: str) -> None:
        self.traceback = traceback
        super().__init__(f"a bug of autocut: {traceback.strip().splitlines()[-1]}")

    def __reduce__(self) -> tuple[type[BugError], tuple[Any, ...]]:
        """The parts that make it again, in another process."""
        return BugError, (self.traceback,)


_PASSING = ("No space left", "Cannot allocate memory", "Input/output error", "Stale file", "Connection timed out")
_EPILOGUES = ("Conversion failed!", "Nothing was written", "Exiting normally", "frame=", "size=")
# The cause outlives what comes of it: after a full disk ffmpeg still sums up and complains.
_TELLING = ("No space left", "Permission denied", "No such file")
_MODULE = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] ")


def _last_useful_line(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    useful = [_MODULE.sub("", line) for line in lines if not line.startswith(_EPILOGUES)]
    telling = [line for line in useful if any(sign in line for sign in _TELLING)]
    return (telling or useful or ["it printed nothing"])[-1]
