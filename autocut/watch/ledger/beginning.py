"""How a job is begun in the ledger, within one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from autocut import __version__
from autocut.media.process import Process, is_alive
from autocut.watch.ledger.records import State

Row = sqlite3.Row


class Asked(NamedTuple):
    """What a job is of; `name` as it can be stored."""

    inbox: str
    name: str
    fingerprint: str
    sha256: str
    request: str


def open_row(change: sqlite3.Connection, asked: Asked) -> Row | None:
    """The job of the same file and request that has not ended."""
    row: Row | None = change.execute(
        "SELECT * FROM job WHERE inbox = ? AND name = ? AND sha256 = ? AND request = ? AND autocut = ? "
        "AND state IN ('waiting', 'running', 'released')",
        (asked.inbox, asked.name, asked.sha256, asked.request, __version__),
    ).fetchone()
    return row


def last_row(
    look: sqlite3.Connection, content: tuple[str, str], states: Sequence[State], but: int | None = None
) -> Row | None:
    """The last job of the content and request in one of the states, those that run before the others."""
    row: Row | None = look.execute(
        "SELECT * FROM job WHERE sha256 = ? AND request = ? AND autocut = ? AND id IS NOT ? "
        f"AND state IN ({', '.join('?' * len(states))}) ORDER BY state = 'running' DESC, id DESC",
        (*content, __version__, but, *states),
    ).fetchone()
    return row


def is_done_elsewhere(row: Row, observer: Process, held: Collection[int]) -> bool:
    """Whether somebody who lives runs the job; of those of the observer's own process it is `held` that it runs."""
    owner = owner_of(row)
    if row["state"] != "running" or owner is None:
        return False
    return row["id"] in held if owner == observer else not is_gone(owner, observer)


def added(change: sqlite3.Connection, asked: Asked, now: str) -> int:
    """The number of a new job, which waits. What still waited under its name was of another content or request."""
    change.execute(
        "UPDATE job SET state = 'replaced', reason = 'another content or request came under its name', ended = ? "
        "WHERE inbox = ? AND name = ? AND state IN ('waiting', 'released')",
        (now, asked.inbox, asked.name),
    )
    new = change.execute(
        "INSERT INTO job (inbox, name, fingerprint, sha256, request, autocut, state, arrived) "
        "VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)",
        (*asked, __version__, now),
    ).lastrowid
    assert new is not None
    return new


def put_off(change: sqlite3.Connection, job: int, original: Row) -> None:
    """Let it wait for the original."""
    change.execute(
        "UPDATE job SET state = 'waiting', original = ?, reason = ? WHERE id = ?",
        (original["id"], f"the same content as {original['name']}", job),
    )


def run(change: sqlite3.Connection, job: int, owner: Process, now: str, *, counted: bool) -> None:
    """Let it be run by the owner; an attempt is `counted` unless it was given back untouched before."""
    change.execute(
        "UPDATE job SET state = 'running', original = NULL, reason = '', begun = ?, ended = '', "
        "attempts = attempts + ?, host = ?, boot = ?, pid = ?, start = ? WHERE id = ?",
        (now, counted, owner.host, owner.boot, owner.pid, owner.start, job),
    )


def owner_of(row: Row) -> Process | None:
    """Who ran it last."""
    return None if row["host"] is None else Process(row["host"], row["pid"], row["boot"], row["start"])


def is_gone(owner: Process, observer: Process, lives: Callable[[Process], bool | None] = is_alive) -> bool:
    """Whether the owner has ended; the ledger is of one machine: what ran before its last start is gone."""
    since_started_again = owner.boot.partition(" ")[0] != observer.boot.partition(" ")[0]
    return since_started_again or lives(owner) is False
