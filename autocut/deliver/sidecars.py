"""What lies beside a delivered file: its captions and its chapters, as text."""

from __future__ import annotations

from pathlib import Path

from autocut.deliver.chapters import chapter_text
from autocut.deliver.outbox import publish_text
from autocut.export import EXPORTS
from autocut.model.rendition import Rendition


def write_sidecars(rendition: Rendition, final: Path, working: Path) -> tuple[tuple[Path, ...], Path | None]:
    """Write captions and chapters beside `final`, where they are not there already; return their paths.

    Raises DeliveryError where one cannot be written.
    """
    kinds = rendition.preset.captions.sidecars if rendition.cues else ()
    captions = tuple(final.with_suffix(f".{kind}") for kind in kinds)
    for kind, path in zip(kinds, captions, strict=True):
        _write(EXPORTS[kind](rendition), path, working)
    chapters = final.with_suffix(".chapters.txt") if rendition.timeline.chapters else None
    if chapters is not None:
        _write(chapter_text(rendition.timeline.chapters), chapters, working)
    return captions, chapters


def _write(text: str, path: Path, working: Path) -> None:
    if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
        publish_text(text, path, working)
