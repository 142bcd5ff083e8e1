"""A message to its target, a hook or a webhook of the inbox."""

from __future__ import annotations

from autocut.watch.inbox import Inbox
from autocut.watch.telling.hooks import run_hook
from autocut.watch.telling.report import WEBHOOK, Answer, Message, Telling
from autocut.watch.telling.webhooks import post


def shown(target: str) -> str:
    """The target without what follows a question mark, which may be a password."""
    return target.partition("?")[0]


def tell(message: Message, inbox: Inbox) -> Telling:
    """Tell it as the inbox's settings are now; what is no longer in them is never told."""
    if not message.target.startswith(WEBHOOK):
        secrets = [webhook.secret_env for webhook in inbox.webhooks if webhook.secret_env]
        return (yield from run_hook(message, inbox.hooks, secrets))
    url = message.target.removeprefix(WEBHOOK)
    for webhook in inbox.webhooks:
        if webhook.url == url:
            return (yield from post(message, webhook))
    return Answer("never", f"{shown(url)} is no longer among the webhooks of {inbox.name}")
