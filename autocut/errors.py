"""Every error that autocut raises on purpose; one class for each thing a caller does differently.

AutocutError          one sentence a person can act on; exit code 1
├── InputError        the master cannot be used (missing, not media, no video, truncated)
├── PresetError       a preset is unknown or faulty: file, key, reason; exit code 2
├── PlanError         no edit satisfies the preset, or a plan file cannot be read
├── ToolError         a program or model is missing; says how to get it
│   └── FfmpegError   ffmpeg failed; keeps command, return code and stderr
├── RenderError       the output failed its checks; the manifest has them, and no file is left in the outbox
└── DeliveryError     the outbox cannot be written, or its manifest not read
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any


class AutocutError(Exception):
    """Base of every error that is the user's to mend: one sentence, no traceback."""

    exit_code = 1


class InputError(AutocutError):
    """The master cannot be used."""


class PresetError(AutocutError):
    """A preset is unknown or faulty; the message lists every fault with its key path."""

    exit_code = 2


class PlanError(AutocutError):
    """No edit satisfies the preset, or a plan file is not one that this version can render."""


class ToolError(AutocutError):
    """A program or a model is missing; the message says how to get it."""


class FfmpegError(ToolError):
    """ffmpeg ended with an error; the sentence is the last useful line that it printed."""

    def __init__(self, command: Sequence[str], return_code: int, stderr: str) -> None:
        self.command = tuple(command)
        self.return_code = return_code
        self.stderr = stderr
        super().__init__(f"ffmpeg failed (code {return_code}): {_last_useful_line(stderr)}")


class RenderError(AutocutError):
    """The finished file did not pass its `checks` (of model.rendition) and was not delivered."""

    def __init__(self, sentence: str, checks: Sequence[Any]) -> None:
        self.checks = tuple(checks)
        super().__init__(sentence)


class DeliveryError(AutocutError):
    """The outbox cannot be written, or its manifest cannot be read."""


_EPILOGUES = ("Conversion failed!", "Nothing was written", "Exiting normally", "frame=", "size=")
# The cause outlives what comes of it: after a full disk ffmpeg still sums up and complains.
_TELLING = ("No space left", "Permission denied", "No such file")
_MODULE = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] ")


def _last_useful_line(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    useful = [_MODULE.sub("", line) for line in lines if not line.startswith(_EPILOGUES)]
    telling = [line for line in useful if any(sign in line for sign in _TELLING)]
    return (telling or useful or ["it printed nothing"])[-1]
