"""Programs that are run when a job ended: arguments without a shell, the job as JSON on stdin."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from autocut.errors import ToolError
from autocut.media.run import call
from autocut.watch.inbox import Hooks
from autocut.watch.telling.report import Answer, Message, Telling

PLACEHOLDERS = ("path", "master", "preset", "status", "reason", "manifest", "job")
_MARK = re.compile(r"\{(\w+)\}")
_TAIL = 500


def faults_of_hook(arguments: Sequence[str]) -> Iterator[str]:
    """What is wrong with a hook, before it is ever run."""
    if not arguments:
        return
    for argument in arguments:
        for name in _MARK.findall(argument):
            if name not in PLACEHOLDERS:
                yield f"there is no {{{name}}}, there are {', '.join(f'{{{each}}}' for each in PLACEHOLDERS)}"
        if "\0" in argument:
            yield "an argument cannot hold a NUL character"
    if _MARK.search(arguments[0]):
        yield f"the program itself must be written out, not {arguments[0]!r}"
    elif shutil.which(arguments[0]) is None:
        yield f"there is no program {arguments[0]}"


def values_of(message: Message) -> dict[str, str]:
    """What stands for each placeholder: facts of the version where the message is of one, else of the whole job.

    The path of a job is its outbox, its presets are listed with commas. Files are absolute paths, so that no name
    of a file becomes an option.
    """
    body: Mapping[str, Any] = json.loads(message.body)
    job, version = body["job"], body.get("version")
    listed = ",".join(dict.fromkeys(each["preset"] for each in job["versions"]))
    values = {
        "path": version["path"] if version else job["outbox"],
        "master": job["master"],
        "preset": version["preset"] if version else listed,
        "status": version["status"] if version else body["event"],
        "reason": (version and version["reason"]) or job["reason"],
        "manifest": job["manifest"],
        "job": job["id"],
    }
    # What a program wrote may be in a reason; no argument can hold a NUL.
    return {key: value.replace("\0", "") for key, value in values.items()}


def filled(arguments: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """The arguments with the values in place of their placeholders, each once; nothing else is expanded."""
    return tuple(_MARK.sub(lambda mark: values.get(mark[1], mark[0]), argument) for argument in arguments)


def run_hook(message: Message, hooks: Hooks, secrets: Collection[str] = ()) -> Telling:
    """Run the hook that is the message's target; told where it ends with 0 in time, else to be tried again later.

    It gets the body on stdin and in its environment AUTOCUT_EVENT, AUTOCUT_ID and one variable a placeholder, such as
    AUTOCUT_PATH, but none of the variables that hold `secrets` of webhooks. At the end of its time, or where the
    telling is closed, it and all in its process group are killed.
    """
    arguments: Sequence[str] = getattr(hooks, message.target, ())
    if not arguments:
        return Answer("never", f"there is no {message.target} any more")
    values = values_of(message)
    event = json.loads(message.body)["event"]
    told = {f"AUTOCUT_{key.upper()}": value for key, value in {**values, "event": event, "id": message.id}.items()}
    kept = {key: value for key, value in os.environ.items() if key not in secrets}
    command = filled(arguments, values)
    try:
        outcome = yield from call(
            command, said=message.body.encode(), environment={**kept, **told}, limit=hooks.timeout
        )
    except ToolError as error:
        return Answer("later", f"{message.target}: {error}")
    if outcome.return_code == 0:
        return Answer("told")
    said = outcome.stderr.strip()[-_TAIL:] or "it wrote nothing to stderr"
    return Answer("later", f"{message.target}: {command[0]} ended with code {outcome.return_code}: {said}")
