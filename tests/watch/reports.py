"""Reports of jobs, as tests tell them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from autocut.request import Request
from autocut.watch.inbox import Hooks, Inbox, Webhook
from autocut.watch.telling.report import Made, Message, Report, messages

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
DELIVERED = Report(
    "delivered",
    "17",
    "social",
    '/in/done/-rf Gespräch "$(touch x)" {job} ~ $HOME \udcff.mov',
    outbox="/in/out/talk",
    manifest="/in/out/talk/manifest.json",
    versions=(
        Made("tiktok", "tiktok", "delivered", "/in/out/talk/tiktok.mp4", "ab12"),
        Made("trailer", "trailer-vertical", "delivered", "/in/out/talk/trailer.mp4", "cd34"),
    ),
)
FAILED = Report(
    "failed",
    "18",
    "social",
    "/in/failed/talk.mov",
    reason="it has no video",
    remedy="deliver it again",
    versions=(Made("tiktok", "tiktok", "failed", reason="too dark"), DELIVERED.versions[1]),
)


def inbox(hooks: Hooks = Hooks(), *webhooks: Webhook) -> Inbox:
    return Inbox("social", Path("/in"), Request(("tiktok",)), hooks=hooks, webhooks=webhooks)


def told(report: Report, hooks: Hooks = Hooks(), *webhooks: Webhook) -> tuple[Message, ...]:
    return messages(report, inbox(hooks, *webhooks), NOON)
