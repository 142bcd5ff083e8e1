"""Results and decisions from files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from autocut.errors import InputError
from autocut.model.rendition import Plan
from autocut.model.result import Result
from autocut.planfile import read_plan
from autocut.results.outbox import Delivered, Outbox
from autocut.results.table import MOST_BYTES, Row, read_table


def read_results(tables: Sequence[Path], outbox: Outbox, *, skip_unknown: bool) -> tuple[tuple[Result, ...], list[str]]:
    """The results of all rows, in order, and warnings.

    Of rows about the same file the last counts. Raises InputError with the line of a row whose file is in no manifest
    or was delivered without a score; with `skip_unknown` such rows are passed over with a warning.
    """
    found: dict[object, Result] = {}
    warnings: list[str] = []
    for row in (row for table in tables for row in read_table(table)):
        try:
            delivered = _delivered(row, outbox)
        except InputError as error:
            if not skip_unknown:
                raise
            warnings.append(f"{error}; it is passed over")
            continue
        delivery = delivered.delivery
        key = delivery.sha256 or (delivered.master, delivery.path)
        if found.pop(key, None) is not None:
            warnings.append(str(row.fault(f"{row.file} once more; only this row counts")))
        assert delivery.score is not None
        found[key] = Result(
            delivered.master, delivery.preset, delivery.duration or 0.0, delivery.score.signals, row.reception
        )
    return tuple(found.values()), warnings


def read_decided(path: Path) -> Plan:
    """A plan whose passages tell their signals; raises InputError where they do not, PlanError where it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} has more than {MOST_BYTES // 10**6} MB")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    plan = read_plan(path)
    weighed = [candidate for rendition in plan.renditions for candidate in rendition.candidates]
    if not any(candidate.score.signals for candidate in weighed):
        raise InputError(f"{path} tells no signals of its passages: an older autocut made it, or nothing was weighed")
    return plan


def digest(paths: Sequence[Path], results: Sequence[Result]) -> str:
    """The SHA-256 of all that is learned from: the files as they are, and the results with their signals."""
    hashed = hashlib.sha256()
    for path in paths:
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    hashed.update(json.dumps([astuple(result) for result in results], sort_keys=True).encode())
    return hashed.hexdigest()


def _delivered(row: Row, outbox: Outbox) -> Delivered:
    if not row.file:
        raise row.fault("it names no file")
    delivered = outbox.find(row.file, row.table.parent)
    if delivered is None:
        raise row.fault(f"no manifest knows {row.file}; --outbox says where manifests are")
    if delivered.delivery.score is None or not delivered.delivery.score.signals:
        raise row.fault(f"{row.file} was delivered without its score; plan and render it again")
    return delivered
