"""Chapters as the metadata that ffmpeg puts into a file: pure text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autocut.model.timeline import Chapter


def chapter_metadata(chapters: Sequence[Chapter], duration: float) -> str:
    """The chapters in ffmpeg's own form (ffmpeg.org/ffmpeg-formats.html#Metadata-2), the last to the end of the file.

    Times are milliseconds of timeline time.
    """
    starts = [round(chapter.time * 1000) for chapter in chapters]
    ends = [*starts[1:], round(duration * 1000)]
    lines = [";FFMETADATA1"]
    for chapter, start, end in zip(chapters, starts, ends, strict=True):
        title = re.sub(r"([=;#\\])", r"\\\1", " ".join(chapter.title.split()))
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={title}"]
    return "\n".join(lines) + "\n"
