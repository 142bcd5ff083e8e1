"""`autocut watch status`."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option

if TYPE_CHECKING:
    from autocut.watch.telling.health import Health

_STATES = ("waiting", "running", "delivered", "nothing-passed", "failed", "duplicate", "released", "replaced")
_MOST = 20
"""How many of the masters that failed are listed."""


@click.command()
@click.option(
    "--state", type=click.Path(path_type=Path), metavar="DIR", help="Where the ledger is kept, as given to watch."
)
@json_option
def status(state: Path | None, as_json: bool) -> None:
    """Tell what the watchers of this machine are doing, and what became of all masters so far.

    What failed is listed until something arrives under the same name. Exits with 1 where a watcher has not been
    heard of.
    """
    from autocut.errors import ToolError
    from autocut.watch.ledger.ledger import Ledger
    from autocut.watch.ledger.state import place

    ledger_path = place(state)
    if not ledger_path.is_file():
        raise ToolError(f"there is no ledger in {ledger_path.parent}: nothing was ever watched; --state names another")
    with Ledger(ledger_path) as ledger:
        counts: Counter[tuple[str, str]] = Counter(ledger.counts())
        jobs = [*ledger.jobs("running"), *ledger.jobs("waiting"), *ledger.jobs("failed", latest=True)]
    healths = _healths(ledger_path.parent)
    if as_json:
        click.echo(json.dumps(_document(counts, jobs, healths), indent=2, ensure_ascii=False))
    else:
        _tell(counts, jobs, healths)
    if any(word == "not heard of" for _, word in healths):
        click.get_current_context().exit(1)


def _healths(folder: Path) -> list[tuple[Health, str]]:
    from autocut.errors import DeliveryError
    from autocut.media.process import maker_lives
    from autocut.watch.telling.health import HEALTH, read_health

    found: list[tuple[Health, str]] = []
    for path in sorted(folder.glob(f"*{HEALTH}")):
        try:
            health = read_health(path)
        except DeliveryError:
            continue
        died = health.state != "stopped" and maker_lives(path.name.removesuffix(HEALTH)) is False
        found.append((health, "not heard of" if died or health.is_stale(datetime.now(UTC)) else health.state))
    return found


def _document(counts: Counter[tuple[str, str]], jobs: list[Any], healths: list[tuple[Health, str]]) -> dict[str, Any]:
    from autocut.convert import to_data

    inboxes: dict[str, dict[str, int]] = {}
    for (inbox, state), number in counts.items():
        inboxes.setdefault(inbox, {})[state] = number
    watchers = [{**to_data(health), "state": word} for health, word in healths]
    return {"watchers": watchers, "inboxes": inboxes, "jobs": [to_data(job) for job in jobs]}


def _tell(counts: Counter[tuple[str, str]], jobs: list[Any], healths: list[tuple[Health, str]]) -> None:
    for health, word in healths:
        _tell_watcher(health, word)
    names = sorted({inbox for inbox, _ in counts})
    rows = [("inbox", *_STATES), *((name, *(str(counts[name, state]) for state in _STATES)) for name in names)]
    for line in columns(rows):
        click.echo(line)
    for job in jobs:
        if job.state == "waiting":
            click.echo(f"waiting: {job.inbox}: {job.name}: {job.reason}")
    failed = [job for job in jobs if job.state == "failed"]
    if len(failed) > _MOST:
        click.echo(f"failed: {len(failed) - _MOST} more before these; --json has all")
    for job in failed[-_MOST:]:
        click.echo(f"failed: {job.ended[:19]}Z: {job.inbox}: {job.name}: {job.reason}")


def _tell_watcher(health: Health, word: str) -> None:
    click.echo(f"watcher {health.pid} on {health.host}: {word} at {health.time}")
    for name, said in health.inboxes.items():
        click.echo(f"  {name}: {said}")
    for name, stage in health.working.items():
        click.echo(f"  working on {name}: {stage}")
    for name, files in health.waiting.items():
        for file, reason in files.items():
            click.echo(f"  {name}: {file}: {reason}")
