"""A transcript from a file, used instead of listening."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

from autocut.analyze.speech.language import guessed
from autocut.analyze.speech.sentences import sentences
from autocut.errors import InputError
from autocut.model.media import Master
from autocut.model.naming import alike
from autocut.model.span import Span
from autocut.model.speech import Transcript, Utterance, Word

SUFFIXES = (".srt", ".vtt")
NOMINAL_RATE = 2.5
"""Words a second that a text without times is taken to be spoken with."""
_NO_END = Span(0.0, float("inf"))
_WORD_TIME = re.compile(r"<\d[\d:.]*>")
_DIALOGUE_DASH = re.compile(r"^\s*[-–—]+\s+", re.MULTILINE)
_SOUND_DESCRIPTION = re.compile(r"\[[^\]]*\]|\([^)]*\)|♪[^♪]*♪?")


def sidecar_of(master: Path) -> Path | None:
    """The subtitle file that lies beside the master under its name, in any case, if there is one."""
    wanted = [master.stem + suffix for suffix in SUFFIXES]
    with suppress(OSError):
        return next((path for path in alike(master.parent.iterdir(), wanted) if path.is_file()), None)
    return None


def read_transcript(path: Path, master: Master, language: str) -> Transcript:
    """The words of an SRT or WebVTT file; within a cue each word gets time by its length.

    Sound descriptions in brackets are left out. Raises InputError where the file cannot be read as subtitles.
    """
    found = read_subtitles(path, language, master.span)
    if not found.utterances:
        raise InputError(f"{path.name} has no cues within the master's {master.duration:.1f} s")
    return found


def read_subtitles(path: Path, language: str, within: Span = _NO_END) -> Transcript:
    """The same without a master, perhaps empty; `language` may be `auto`."""
    import pysubs2

    try:
        subtitles = pysubs2.load(str(path), encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pysubs2.exceptions.Pysubs2Error) as error:
        raise InputError(f"{path.name} cannot be read as SRT or WebVTT in UTF-8: {error}") from error
    is_vtt = path.suffix.lower() == ".vtt"
    cues = (event for event in subtitles if not event.is_comment)
    words = [word for cue in cues for word in _words(cue, within, is_vtt=is_vtt)]
    return Transcript(_language(language, words), sentences(words), path.name)


def read_lines(path: Path, language: str) -> Transcript:
    """A text with one sentence a line, at 2.5 words a second from time zero; blank lines are passed over.

    Raises InputError where it is no text in UTF-8.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read as text in UTF-8: {error}") from error
    return spoken_evenly([line.split() for line in lines if line.strip()], language, path.name)


def read_said(path: Path, language: str) -> Transcript:
    """The transcript in an .srt, .vtt or .txt; raises InputError where there is none in it."""
    read = read_subtitles if path.suffix.lower() in SUFFIXES else read_lines
    found = read(path, language)
    if not found.utterances:
        raise InputError(f"{path.name} has no words")
    return found


def spoken_evenly(lines: Iterable[Sequence[str]], language: str, source: str) -> Transcript:
    """One utterance a line of words, at 2.5 words a second from time zero."""
    utterances: list[Utterance] = []
    said = 0
    for line in lines:
        times = [Span((said + k) / NOMINAL_RATE, (said + k + 1) / NOMINAL_RATE) for k in range(len(line))]
        words = tuple(Word(text, span) for text, span in zip(line, times, strict=True))
        utterances.append(Utterance(Span(times[0].start, times[-1].end), words))
        said += len(line)
    every = [word for utterance in utterances for word in utterance.words]
    return Transcript(_language(language, every), tuple(utterances), source)


def _language(asked: str, words: Sequence[Word]) -> str:
    return guessed(word.text for word in words) if asked == "auto" else asked


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
