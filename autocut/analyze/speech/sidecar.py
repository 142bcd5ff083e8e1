"""A transcript from a subtitle file, used instead of listening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from autocut.analyze.speech.sentences import sentences
from autocut.errors import InputError
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word

SUFFIXES = (".srt", ".vtt")
_WORD_TIME = re.compile(r"<\d[\d:.]*>")
_DIALOGUE_DASH = re.compile(r"^\s*[-–—]+\s+", re.MULTILINE)
_SOUND_DESCRIPTION = re.compile(r"\[[^\]]*\]|\([^)]*\)|♪[^♪]*♪?")


def sidecar_of(master: Path) -> Path | None:
    """The subtitle file that lies beside the master under its name, if there is one."""
    candidates = (master.with_name(master.stem + suffix) for suffix in SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)


def read_transcript(path: Path, master: Master, language: str) -> Transcript:
    """The words of an SRT or WebVTT file; within a cue each word gets time by its length.

    Sound descriptions in brackets are left out. Raises InputError where the file cannot be read as subtitles.
    """
    import pysubs2

    try:
        subtitles = pysubs2.load(str(path), encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pysubs2.exceptions.Pysubs2Error) as error:
        raise InputError(f"{path.name} cannot be read as SRT or WebVTT in UTF-8: {error}") from error
    is_vtt = path.suffix.lower() == ".vtt"
    cues = (event for event in subtitles if not event.is_comment)
    words = [word for cue in cues for word in _words(cue, master.span, is_vtt=is_vtt)]
    if not words:
        raise InputError(f"{path.name} has no cues within the master's {master.duration:.1f} s")
    return Transcript("und" if language == "auto" else language, sentences(words), path.name)


def _words(event: Any, bounds: Span, *, is_vtt: bool) -> Iterator[Word]:
    start, end = event.start / 1000, event.end / 1000
    text = _WORD_TIME.sub("", event.plaintext)
    if is_vtt:
        text = unescape(text)
    texts = _SOUND_DESCRIPTION.sub(" ", _DIALOGUE_DASH.sub("", text)).split()
    if not texts or end <= start or start >= bounds.end:
        return
    seconds_a_letter = (end - start) / sum(len(text) + 1 for text in texts)
    for text in texts:
        until = start + (len(text) + 1) * seconds_a_letter
        span = Span(start, until).clipped(bounds)
        if span.duration > 0:
            yield Word(text, span)
        start = until
