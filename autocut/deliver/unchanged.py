"""Versions of an earlier run that still are what would be made again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autocut.deliver.deliver import final_path, sha256
from autocut.deliver.manifest import NAME, read_manifest
from autocut.deliver.passed_over import passed_over
from autocut.deliver.sidecars import write_sidecars
from autocut.errors import DeliveryError
from autocut.model.rendition import Delivery, Rendition


def delivered_before(outbox: Path) -> tuple[Delivery, ...]:
    """What the manifest in the outbox tells of; nothing where there is none that can be read."""
    try:
        return read_manifest(outbox).deliveries if (outbox / NAME).is_file() else ()
    except DeliveryError:
        return ()


def unchanged(
    rendition: Rendition, recipe: str, before: tuple[Delivery, ...], outbox: Path, working: Path
) -> Delivery | None:
    """The delivery of an earlier run by the same recipe whose file is whole, to the bit; None where there is none.

    Captions and chapters beside it are written again where they are missing or somebody changed them. Raises
    DeliveryError where that cannot be done.
    """
    final = final_path(rendition, outbox)
    same = (each for each in before if each.recipe == recipe and each.path is not None and each.path.name == final.name)
    kept = next(same, None)
    if kept is None or not final.is_file() or sha256(final) != kept.sha256:
        return None
    captions, chapters = write_sidecars(rendition, final, working)
    return replace(
        kept,
        path=final,
        captions=captions,
        chapters=chapters,
        unchanged=True,
        score=rendition.score,
        weighting=rendition.weighting,
        passed_over=passed_over(rendition),
    )
