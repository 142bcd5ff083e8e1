"""Chapters as text to paste under a video."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.timeline import Chapter


def chapter_text(chapters: Sequence[Chapter]) -> str:
    """A line a chapter, its time and its title, in the form that YouTube reads in a video's description.

    Times are whole seconds of timeline time, cut off, with hours from the first hour on
    (support.google.com/youtube/answer/9884579: the first must be 00:00).
    """
    return "".join(f"{_time(chapter.time)} {' '.join(chapter.title.split())}\n" for chapter in chapters)


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 1e-6), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"
