"""Errors as events: what failed, and all that is known of why."""

from __future__ import annotations

from dataclasses import replace

from autocut.errors import AutocutError, BugError, FfmpegError
from autocut.model.event import Failed, Fault

_LAST_LINES = 20


def failed(subject: str, error: AutocutError) -> Failed:
    """The failure of a master or a version by this error."""
    fault = Fault(type(error).__name__, error.transient, error.remedy)
    if isinstance(error, FfmpegError):
        fault = replace(fault, command=error.command, stderr=tuple(error.stderr.splitlines()[-_LAST_LINES:]))
    if isinstance(error, BugError):
        fault = replace(fault, stderr=tuple(error.traceback.splitlines()))
    return Failed(subject, str(error), error.exit_code, fault)
