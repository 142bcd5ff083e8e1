"""One verified file to its place, with its captions, and the facts of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from autocut.deliver.chapters import chapter_text
from autocut.deliver.outbox import publish, publish_text
from autocut.deliver.passed_over import passed_over
from autocut.export import EXPORTS
from autocut.media.inspect import FileFacts
from autocut.model.rendition import Check, Delivery, Loudness, Rendition


def deliver(
    finished: Path,
    rendition: Rendition,
    outbox: Path,
    measured: tuple[FileFacts, Loudness, tuple[Check, ...]],
    notes: Sequence[str],
) -> Delivery:
    """Move the file and write captions and chapters beside it; raises DeliveryError where that cannot be done."""
    facts, loudness, checks = measured
    final = outbox / f"{rendition.name}.{rendition.preset.container}"
    sidecars = rendition.preset.captions.sidecars if rendition.cues else ()
    captions = tuple(final.with_suffix(f".{kind}") for kind in sidecars)
    for kind, path in zip(sidecars, captions, strict=True):
        publish_text(EXPORTS[kind](rendition), path, finished.parent)
    chapters = final.with_suffix(".chapters.txt") if rendition.timeline.chapters else None
    if chapters is not None:
        publish_text(chapter_text(rendition.timeline.chapters), chapters, finished.parent)
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
    )


def nothing_passed(rendition: Rendition) -> Delivery:
    """The honest record of a version that was not made."""
    return Delivery(
        preset=rendition.preset.name,
        status="nothing-passed",
        reason=rendition.reason,
        notes=rendition.notes,
        weighting=rendition.weighting,
        passed_over=passed_over(rendition),
        analysis=rendition.preset.analysis,
    )


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
