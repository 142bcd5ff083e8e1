"""How a job ends: in the ledger with all who are to be told, and then by where its master lies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autocut.convert import to_data
from autocut.deliver.manifest import NAME, moved, version_of
from autocut.errors import DeliveryError
from autocut.model.event import Failed
from autocut.watch.claims.claim import Claim, beat, finish
from autocut.watch.inbox import Inbox, Outcome
from autocut.watch.layout import free_place
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import Job, Notice
from autocut.watch.moving import fitting
from autocut.watch.telling.report import Made, Report, messages
from autocut.whole import write_whole

_BESIDE = {"failed": ".error.json", "duplicate": ".duplicate.json"}


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a job: its outbox with the manifest's entries where there are any, and what failed."""

    outcome: Outcome
    reason: str = ""
    outbox: Path | None = None
    entries: Sequence[dict[str, Any]] = ()
    failures: Sequence[Failed] = ()
    seconds: float = 0.0
    original: Job | None = None


def end(job: Job, claim: Claim, ending: Ending, inbox: Inbox, ledger: Ledger) -> Path:
    """Write down the end of the job, then move its master to done/, failed/ or duplicate/; return its place.

    The ledger is first: a crash between both leaves a master whose job is known to be ended, which is then only
    moved. Raises LostError where another one has taken the claim over, DeliveryError where nothing can be moved.
    """
    beat(claim)
    report = _report(job, ending, free_place(_goal(claim, ending), claim.master.name))
    told = messages(report, inbox, datetime.now(UTC))
    notices = [Notice(f"{report.outcome} {number}", each.target, each.body) for number, each in enumerate(told)]
    ledger.update(
        job.id,
        state=ending.outcome,
        reason=ending.reason,
        outbox=ending.outbox,
        deliveries=ending.entries,
        notices=notices,
    )
    return put_away(job, claim, ending)


def put_away(job: Job, claim: Claim, ending: Ending) -> Path:
    """Move the master, with a JSON file beside it where it failed or is a duplicate; raises what `end` does.

    All that is written is written before, for the place that it will most likely get: no crash leaves it out.
    """
    expected = free_place(_goal(claim, ending), claim.master.name)
    _write_beside(job, ending, claim.master, expected)
    _write_place(ending.outbox, expected)
    place = finish(claim, expected.parent)
    if place != expected:
        _write_beside(job, ending, place, place)
        _write_place(ending.outbox, place)
    return place


def _write_beside(job: Job, ending: Ending, master: Path, place: Path) -> None:
    """Write what became of it beside the master, which will lie at the place."""
    suffix = _BESIDE.get(ending.outcome)
    if suffix is None:
        return
    beside = master.with_name(fitting(master.name, suffix))
    document = {**to_data(_report(job, ending, place)), **dict(_more(ending))}
    try:
        write_whole(json.dumps(document, indent=2) + "\n", beside)
    except OSError as error:
        raise DeliveryError(f"{beside} cannot be written: {error.strerror}") from error


def _write_place(outbox: Path | None, place: Path) -> None:
    """Write down in the manifest where the master will lie; one that cannot be written may be why the job failed."""
    if outbox is not None and (outbox / NAME).is_file():
        with suppress(DeliveryError):
            moved(outbox, place)


def _goal(claim: Claim, ending: Ending) -> Path:
    layout = claim.layout
    return {"failed": layout.failed, "duplicate": layout.duplicate}.get(ending.outcome, layout.done)


def _report(job: Job, ending: Ending, place: Path) -> Report:
    outbox = ending.outbox
    faults = [each.fault for each in ending.failures if each.fault]
    return Report(
        ending.outcome,
        str(job.id),
        job.inbox,
        str(place),
        job.fingerprint,
        str(outbox or ""),
        str(outbox / NAME) if outbox and (outbox / NAME).is_file() else "",
        ending.reason,
        faults[0].remedy if faults else "",
        job.attempts,
        round(ending.seconds, 3),
        tuple(_made(entry) for entry in ending.entries),
    )


def _made(entry: dict[str, Any]) -> Made:
    path = entry["path"] or ""
    return Made(version_of(entry), entry["preset"], entry["status"], path, entry.get("sha256") or "", entry["reason"])


def _more(ending: Ending) -> Iterator[tuple[str, Any]]:
    """What the file beside the master says beyond the report."""
    yield "time", datetime.now(UTC).isoformat(timespec="seconds")
    if ending.failures:
        yield "failures", [to_data(each) for each in ending.failures]
    if ending.original is not None:
        same = ending.original
        yield "duplicate_of", {"name": same.name, "inbox": same.inbox, "outbox": same.outbox, "ended": same.ended}
