"""What was asked, begun and delivered, remembered over crashes: one row a job, a version and a notice."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from autocut import __version__
from autocut.convert import to_data
from autocut.media.process import Process, is_alive, this_process
from autocut.model.naming import shown
from autocut.model.rendition import Delivery
from autocut.watch.ledger import beginning
from autocut.watch.ledger.database import Database
from autocut.watch.ledger.records import ENDED, FINAL, MADE, Due, Job, Notice, State, Version

# Further ahead than anything is put off: the clock was set back since.
_LONGEST_DELAY = 2 * 86_400.0


class Ledger:
    """The ledger at `path`, for any number of threads and of processes on one machine.

    Every change is one transaction that is on the disk when its method returns. Raises what Database does;
    any method raises DeliveryError where the file cannot be written, AutocutError where it is found damaged.
    """

    def __init__(self, path: Path, *, owner: Process | None = None) -> None:
        self.path = path
        self._owner = owner or this_process()
        self._file = Database(path)
        self._held: set[int] = set()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing is left to be written."""
        self._file.close()

    def begin(
        self,
        inbox: str,
        name: str,
        fingerprint: str,
        sha256: str,
        request: str,
        *,
        force: bool = False,
    ) -> Job:
        """Begin the job of a master, or take up the one that was begun before; this is an attempt, and counted.

        Where the same content and request is being done under another name or, but with `force`, was done, the job is
        not begun: it comes back `waiting`, and its `original` is that other job. Where it is being done under this name
        by somebody who lives, here or in another process, its `original` is itself.
        """
        asked = beginning.Asked(inbox, shown(name), fingerprint, sha256, request)
        with self._file.change() as change:
            row = beginning.open_row(change, asked)
            if row is not None and beginning.is_done_elsewhere(row, self._owner, self._held):
                return replace(_job_of(row), original=row["id"])
            job = beginning.added(change, asked, _now()) if row is None else row["id"]
            original = beginning.last_row(change, (sha256, request), (*(() if force else MADE), "running"), but=job)
            if original is not None:
                beginning.put_off(change, job, original)
            else:
                beginning.run(change, job, self._owner, _now(), counted=row is None or row["state"] != "released")
                self._held.add(job)
            return _job(change, job)

    def let_go(self, job: int) -> None:
        """Nobody in this process is at the job any more, whatever its state."""
        self._held.discard(job)

    def known(self, sha256: str, request: str) -> Job | None:
        """The last job of the same content and request that this version of autocut finished."""
        with self._file.look() as look:
            row = beginning.last_row(look, (sha256, request), MADE)
            return None if row is None else _job_of(row)

    def last(self, inbox: str, name: str, sha256: str, request: str) -> Job | None:
        """The last job of that file and request that ended, however it did, by this version of autocut.

        None where another one has come since that did not.
        """
        with self._file.look() as look:
            if beginning.open_row(look, beginning.Asked(inbox, shown(name), "", sha256, request)) is not None:
                return None
            row = look.execute(
                "SELECT * FROM job WHERE inbox = ? AND name = ? AND sha256 = ? AND request = ? AND autocut = ? "
                f"AND state IN ({', '.join('?' * len(ENDED))}) ORDER BY id DESC",
                (inbox, shown(name), sha256, request, __version__, *ENDED),
            ).fetchone()
            return None if row is None else _job_of(row)

    def outbox_of(self, sha256: str, request: str) -> Path | None:
        """The outbox that the last job of that content and request had, under whichever name; None without any."""
        with self._file.look() as look:
            row = look.execute(
                "SELECT outbox FROM job WHERE sha256 = ? AND request = ? AND autocut = ? AND outbox != '' "
                "ORDER BY id DESC",
                (sha256, request, __version__),
            ).fetchone()
            return None if row is None else Path(row["outbox"])

    def maker_of(self, sha256: str) -> Job | None:
        """The job that delivered a version of that content; None where it is none of ours."""
        with self._file.look() as look:
            row = look.execute(
                "SELECT job.* FROM version JOIN job ON job.id = version.job "
                "WHERE version.sha256 = ? AND version.status = 'delivered' ORDER BY job.id DESC",
                (sha256,),
            ).fetchone()
            return None if row is None else _job_of(row)

    def renamed(self, job: int, name: str) -> None:
        """The job's file has another name now; nothing is changed where there is another job of that name."""
        with self._file.change() as change:
            change.execute("UPDATE OR IGNORE job SET name = ? WHERE id = ?", (shown(name), job))

    def update(
        self,
        job: int,
        *,
        state: State,
        reason: str = "",
        outbox: Path | None = None,
        deliveries: Sequence[Delivery | Mapping[str, Any]] = (),
        notices: Sequence[Notice] = (),
    ) -> Job:
        """Give the job a state, with what came of it, as `record` says, and whoever is to be told, in one transaction.

        A job that has a final state keeps it, and nobody is told twice: the notices of each event and target are
        taken once.
        """
        with self._file.change() as change:
            before = _job(change, job)
            if before.state not in FINAL:
                if deliveries:
                    _record(change, before, deliveries)
                place, ended = before.outbox if outbox is None else str(outbox), _now() if state in FINAL else ""
                change.execute(
                    "UPDATE job SET state = ?, reason = ?, outbox = ?, ended = ? WHERE id = ?",
                    (state, shown(reason), shown(place), ended, job),
                )
            if before.state not in FINAL or before.state == state:
                change.executemany(
                    "INSERT OR IGNORE INTO notice (job, event, target, body, key) VALUES (?, ?, ?, ?, ?)",
                    [(job, each.event, each.target, each.body, uuid.uuid4().hex) for each in notices],
                )
            return _job(change, job)

    def record(self, job: int, deliveries: Sequence[Delivery | Mapping[str, Any]]) -> tuple[Version, ...]:
        """Write down what came of the job, in values or as the manifest has them; return those that are `repeated`.

        They are what another job of the same content, request, preset, name and version of autocut had delivered
        before: no such version is delivered twice. What was written of the job itself is renewed.
        """
        with self._file.change() as change:
            return _record(change, _job(change, job), deliveries)

    def job(self, job: int) -> Job:
        """The job of that number; raises KeyError where there is none."""
        with self._file.look() as look:
            return _job(look, job)

    def jobs(self, state: State | None = None, inbox: str | None = None, *, latest: bool = False) -> tuple[Job, ...]:
        """Those in the state and of the inbox, or of all, the first first; if `latest`, of each name the last alone."""
        with self._file.look() as look:
            asked = {"state": state, "inbox": inbox}
            wanted = {key: value for key, value in asked.items() if value is not None}
            where = " AND ".join(f"{key} = :{key}" for key in wanted) or "TRUE"
            where += " AND id IN (SELECT max(id) FROM job GROUP BY inbox, name)" if latest else ""
            rows = look.execute(f"SELECT * FROM job WHERE {where} ORDER BY id", wanted)
            return tuple(map(_job_of, rows))

    def versions(self, job: int) -> tuple[Version, ...]:
        """What came of the job."""
        with self._file.look() as look:
            rows = look.execute(
                "SELECT job, preset, name, status, reason, path, sha256, recorded "
                "FROM version WHERE job = ? ORDER BY rowid",
                (job,),
            )
            return tuple(Version(*row) for row in rows)

    def counts(self) -> dict[tuple[str, State], int]:
        """How many jobs there are, by inbox and state."""
        with self._file.look() as look:
            rows = look.execute("SELECT inbox, state, count(*) FROM job GROUP BY inbox, state ORDER BY inbox, state")
            return {(inbox, state): number for inbox, state, number in rows}

    def abandoned(self, lives: Callable[[Process], bool | None] = is_alive) -> tuple[Job, ...]:
        """The running jobs of processes that are gone, which wait again from now on.

        The file is of one machine: what ran before its last start is gone. One of which `lives` cannot tell is left.
        """
        with self._file.change() as change:
            gone = []
            for job in map(_job_of, change.execute("SELECT * FROM job WHERE state = 'running'").fetchall()):
                if job.owner is None or beginning.is_gone(job.owner, self._owner, lives):
                    change.execute(
                        "UPDATE job SET state = 'waiting', reason = 'its process ended before it' WHERE id = ?",
                        (job.id,),
                    )
                    gone.append(_job(change, job.id))
            return tuple(gone)

    def notices_due(self, now: float) -> tuple[Due, ...]:
        """What is to be told at `now` (seconds since 1970), the oldest first."""
        with self._file.look() as look:
            rows = look.execute(
                "SELECT id, job, key, event, target, body, attempts FROM notice "
                "WHERE state = 'due' AND (retry_at <= ?1 OR retry_at > ?1 + ?2) ORDER BY id",
                (now, _LONGEST_DELAY),
            )
            return tuple(
                Due(
                    row["id"], row["job"], row["key"], Notice(row["event"], row["target"], row["body"]), row["attempts"]
                )
                for row in rows
            )

    def put_off_notice(self, notice: int, now: float, until: float) -> bool:
        """Whether it was due at `now`, and is now due at `until`: of several that put it off one may tell it."""
        with self._file.change() as change:
            found = change.execute(
                "UPDATE notice SET retry_at = ?3 WHERE id = ?1 AND state = 'due' "
                "AND (retry_at <= ?2 OR retry_at > ?2 + ?4)",
                (notice, now, until, _LONGEST_DELAY),
            )
            return found.rowcount == 1

    def notice_told(self, notice: int) -> None:
        """It was heard: it is not due again."""
        with self._file.change() as change:
            change.execute("UPDATE notice SET state = 'told', attempts = attempts + 1 WHERE id = ?", (notice,))

    def notice_failed(self, notice: int, retry_at: float | None, reason: str) -> None:
        """It was not heard, and is due again at `retry_at` (seconds since 1970, at most two days on), or never."""
        with self._file.change() as change:
            change.execute(
                "UPDATE notice SET state = ?, retry_at = ?, reason = ?, attempts = attempts + 1 WHERE id = ?",
                ("given-up" if retry_at is None else "due", retry_at or 0.0, reason, notice),
            )


def _job(connection: sqlite3.Connection, job: int | None) -> Job:
    row = connection.execute("SELECT * FROM job WHERE id = ?", (job,)).fetchone()
    if row is None:
        raise KeyError(job)
    return _job_of(row)


def _job_of(row: sqlite3.Row) -> Job:
    values = dict(row)
    for key in ("host", "boot", "pid", "start"):
        del values[key]
    return Job(**values, owner=beginning.owner_of(row))


def _record(
    connection: sqlite3.Connection, job: Job, deliveries: Sequence[Delivery | Mapping[str, Any]]
) -> tuple[Version, ...]:
    connection.execute("DELETE FROM version WHERE job = ?", (job.id,))
    repeated = []
    for entry in map(to_data, deliveries):
        path, reason = str(entry.get("path") or ""), shown(entry.get("reason") or "")
        name, digest = shown(Path(path).stem), entry.get("sha256") or ""
        version = Version(job.id, entry["preset"], name, entry["status"], reason, shown(path), digest, _now())
        try:
            _insert(connection, version, job)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname != "SQLITE_CONSTRAINT_UNIQUE":
                raise
            repeated.append(replace(version, status="repeated", reason="another job had delivered it"))
            _insert(connection, repeated[-1], job)
    return tuple(repeated)


def _insert(connection: sqlite3.Connection, version: Version, job: Job) -> None:
    connection.execute(
        "INSERT INTO version (job, preset, name, status, reason, path, sha256, recorded, content, request, autocut) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*astuple(version), job.sha256, job.request, job.autocut),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
