"""One verified file to its place, with its captions, and the facts of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from autocut.deliver.outbox import publish
from autocut.deliver.passed_over import passed_over
from autocut.deliver.sidecars import write_sidecars
from autocut.media.inspect import FileFacts
from autocut.model.rendition import Check, Delivery, Loudness, Rendition


def deliver(
    finished: Path,
    rendition: Rendition,
    outbox: Path,
    measured: tuple[FileFacts, Loudness, tuple[Check, ...]],
    notes: Sequence[str],
    recipe: str = "",
) -> Delivery:
    """Move the file and write captions and chapters beside it; raises DeliveryError where that cannot be done.

    `recipe` is the digest of what it was made of, empty where that is not known.
    """
    facts, loudness, checks = measured
    final = final_path(rendition, outbox)
    captions, chapters = write_sidecars(rendition, final, finished.parent)
    digest = sha256(finished)
    publish(finished, final)
    return Delivery(
        preset=rendition.preset.name,
        status="delivered",
        path=final,
        **facts.measured,
        loudness=loudness if facts.sound else None,
        sha256=digest,
        bytes=facts.bytes,
        clips=rendition.played,
        captions=captions,
        chapters=chapters,
        checks=checks,
        notes=tuple(notes),
        score=rendition.score,
        weighting=rendition.weighting,
        passed_over=passed_over(rendition),
        analysis=rendition.preset.analysis,
        recipe=recipe,
    )


def nothing_passed(rendition: Rendition) -> Delivery:
    """The honest record of a version that was not made."""
    return _without_file(rendition, "nothing-passed", rendition.reason)


def not_delivered(rendition: Rendition, outbox: Path, reason: str, checks: Sequence[Check] = ()) -> Delivery:
    """The record of a version that failed: why, and the checks of the file that was made, if one was."""
    failed = _without_file(rendition, "failed", reason)
    final = final_path(rendition, outbox)
    stale = (f"{final.name} in the outbox is of an earlier run",) if final.is_file() else ()
    return replace(failed, checks=tuple(checks), notes=(*failed.notes, *stale))


def final_path(rendition: Rendition, outbox: Path) -> Path:
    """Where the version's file goes."""
    return outbox / f"{rendition.name}.{rendition.preset.container}"


def _without_file(rendition: Rendition, status: Literal["nothing-passed", "failed"], reason: str) -> Delivery:
    return Delivery(
        preset=rendition.preset.name,
        status=status,
        reason=reason,
        notes=rendition.notes,
        weighting=rendition.weighting,
        passed_over=passed_over(rendition),
        analysis=rendition.preset.analysis,
    )


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
