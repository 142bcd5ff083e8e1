"""The ledger's file: SQLite with a write-ahead log, on a disk of this machine."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autocut.errors import AutocutError, DeliveryError
from autocut.watch.ledger.state import refuse_remote

_SCHEMA = 1
_OURS = 0x61757463
_BUSY_SECONDS = 30.0
_PAUSE_SECONDS = 0.02
_TABLES = f"""
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    inbox TEXT NOT NULL,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    request TEXT NOT NULL,
    autocut TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    outbox TEXT NOT NULL DEFAULT '',
    original INTEGER REFERENCES job,
    host TEXT, boot TEXT, pid INTEGER, start TEXT,
    arrived TEXT NOT NULL,
    begun TEXT NOT NULL DEFAULT '',
    ended TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX job_content ON job (sha256, request);
CREATE INDEX job_state ON job (state, inbox);
CREATE UNIQUE INDEX job_open ON job (inbox, name, sha256, request, autocut)
    WHERE state IN ('waiting', 'running', 'released');
CREATE UNIQUE INDEX job_alone ON job (sha256, request, autocut) WHERE state = 'running';
CREATE TABLE version (
    job INTEGER NOT NULL REFERENCES job,
    content TEXT NOT NULL,
    request TEXT NOT NULL,
    autocut TEXT NOT NULL,
    preset TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX version_job ON version (job);
CREATE UNIQUE INDEX version_key ON version (content, request, autocut, preset, name) WHERE status = 'delivered';
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES job,
    event TEXT NOT NULL,
    target TEXT NOT NULL,
    body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'due',
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at REAL NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (job, event, target)
) STRICT;
CREATE INDEX notice_state ON notice (state);
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_SCHEMA};
"""


class Database:
    """The ledger's file at `path`, which is made where it is missing; one connection for any number of threads.

    Raises AutocutError where the folder is not on a disk of this machine, or the file is damaged, none of ours, or of a
    newer autocut, and DeliveryError where it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.RLock()
        refuse_remote(path.parent)
        with _faults_told(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = f"the folder of the ledger, {path.parent}, cannot be made: {error.strerror}"
                raise DeliveryError(reason) from error
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(self._connection, path)
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Close the file; nothing is left to be written."""
        with self._turn:
            self._connection.close()

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """For reading, one thread at a time."""
        with self._turn, _faults_told(self.path):
            yield self._connection

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction, which is on the disk in the end, or where anything is raised never was."""
        with self.look() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


@contextmanager
def _faults_told(path: Path) -> Iterator[None]:
    """What SQLite says, as an error of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise AutocutError(_damage(path, str(error))) from error
        if name.startswith(("SQLITE_CONSTRAINT", "SQLITE_MISUSE", "SQLITE_ERROR")) or not name:
            raise
        raise DeliveryError(f"the ledger {path} cannot be used: {error}") from error


def _damage(path: Path, reason: str) -> str:
    """The sentence about a ledger that cannot be believed."""
    return (
        f"the ledger {path} is damaged ({reason}): stop every watcher, then save what is in it by "
        f"`sqlite3 {path} .recover | sqlite3 saved.sqlite` and put that in its place, or put the file away: "
        "a new one knows of no earlier job, but what the outboxes hold is kept all the same"
    )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    _refuse_foreign(connection, path)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        _patiently(connection, f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _pragma(connection, "user_version") == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    found = _patiently(connection, "PRAGMA quick_check(1)")
    if found != "ok":
        raise AutocutError(_damage(path, str(found).replace("\n", " ")))
    schema, ours = _pragma(connection, "user_version"), _pragma(connection, "application_id") == _OURS
    if not ours and _pragma(connection, "schema_version"):
        raise AutocutError(f"{path} is a database of something else than autocut: name another folder with --state")
    if schema > _SCHEMA:
        raise AutocutError(
            f"the ledger {path} has schema {schema}, of a newer autocut; this one reads up to {_SCHEMA}: "
            "use the newer, or another folder with --state"
        )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(_patiently(connection, f"PRAGMA {name}"))


def _patiently(connection: sqlite3.Connection, statement: str) -> Any:
    """The first value of what it gives. A change of the journal's kind does not wait for others by itself."""
    end = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            row = connection.execute(statement).fetchone()
            return row[0] if row else None
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
            if not busy or time.monotonic() > end:
                raise
            time.sleep(_PAUSE_SECONDS)
