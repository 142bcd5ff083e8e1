"""How a job ended, and the messages that tell it to those who want to know."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from autocut.convert import to_data
from autocut.watch.inbox import Inbox, Outcome

WEBHOOK = "webhook "
"""What the target of a message to a webhook begins with; its address follows."""

_OF_ONE_VERSION = ("{path}", "{preset}")


@dataclass(frozen=True, slots=True)
class Made:
    """One version: its file where it was delivered, else the reason why not."""

    name: str
    preset: str
    status: str
    path: str = ""
    sha256: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """How a job ended: `master` is the path where the master now lies, `seconds` what the job took."""

    outcome: Outcome
    job: str
    inbox: str
    master: str
    fingerprint: str = ""
    outbox: str = ""
    manifest: str = ""
    reason: str = ""
    remedy: str = ""
    attempts: int = 1
    seconds: float = 0.0
    versions: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told, and to whom: `on_delivered`, `on_failed` or `webhook URL`.

    The body is a JSON object; `id` is in it too, and is the same however often it is sent.
    """

    id: str
    target: str
    body: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of telling: told, to be tried again `later`, `never` (with reason), or nothing more to that target.

    `after` is how many seconds the target asks to be left alone, where it says so.
    """

    verdict: Literal["told", "later", "never", "stop"]
    reason: str = ""
    after: float | None = None


Telling = Generator[None, None, Answer]
"""A message under way, which yields several times a second; closing it gives the telling up."""


def messages(report: Report, inbox: Inbox, time: datetime) -> tuple[Message, ...]:
    """All that is to be told of the report as the inbox's hooks and webhooks want it; `time` is aware."""
    return tuple(_messages(report, inbox, time.isoformat(timespec="milliseconds")))


def _messages(report: Report, inbox: Inbox, time: str) -> Iterator[Message]:
    delivered = [made for made in report.versions if made.status == "delivered"]
    if delivered:
        yield from _of_hook("on_delivered", inbox.hooks.on_delivered, report, delivered, time)
    if report.outcome in ("failed", "nothing-passed"):
        others = [made for made in report.versions if made.status != "delivered"]
        yield from _of_hook("on_failed", inbox.hooks.on_failed, report, others, time)
    for webhook in inbox.webhooks:
        if report.outcome in webhook.events:
            yield _message(report, WEBHOOK + webhook.url, time)


def _of_hook(
    hook: str, arguments: Sequence[str], report: Report, versions: Sequence[Made], time: str
) -> Iterator[Message]:
    if arguments:
        apart = any(mark in argument for argument in arguments for mark in _OF_ONE_VERSION)
        for made in versions if apart and versions else [None]:
            yield _message(report, hook, time, made)


def _message(report: Report, target: str, time: str, made: Made | None = None) -> Message:
    job: dict[str, Any] = to_data(report)
    event = job.pop("outcome")
    own = uuid.uuid4().hex
    body = {"event": event, "id": own, "time": time, "job": {"id": job.pop("job"), **job}}
    if made is not None:
        body["version"] = to_data(made)
    # In ASCII, for a name of a file need not be UTF-8.
    return Message(own, target, json.dumps(body))
