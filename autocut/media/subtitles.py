"""Subtitle files as they are: cues with their own lines and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from autocut.errors import InputError
from autocut.model.captions import Cue
from autocut.model.span import Span

_TTML = (".ttml", ".dfxp", ".xml", ".itt")
_KINDS = {".srt": "srt", ".vtt": "vtt"}
_PARAMETER = "{http://www.w3.org/ns/ttml#parameter}"
_CLOCK = re.compile(r"(\d+):(\d{2}):(\d{2})(?:\.(\d+)|:(\d{2,}))?")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|m|s|ms|f|t)")
_TAG = re.compile(r"<[^>]*>")


def read_cues(path: Path) -> tuple[Cue, ...]:
    """The cues of an .srt, .vtt or .ttml file in order of time, without markup, on the file's own clock.

    Raises InputError where the file cannot be read as one of these, or has no cues.
    """
    suffix = path.suffix.lower()
    if suffix not in (*_KINDS, *_TTML):
        raise InputError(f"{path.name} is no .srt, .vtt or .ttml")
    try:
        text = path.read_text("utf-8-sig")
        found = list(_of_ttml(text) if suffix in _TTML else _of_text(text, _KINDS[suffix]))
    except (OSError, ValueError, ElementTree.ParseError) as error:
        raise InputError(f"{path.name} cannot be read as {suffix[1:]} in UTF-8: {error}") from error
    cues = [Cue(span, lines) for span, lines in found if lines and span.duration > 0]
    if not cues:
        raise InputError(f"{path.name} has no captions")
    return tuple(sorted(cues, key=lambda cue: cue.span))


def _of_text(text: str, kind: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    import pysubs2

    try:
        events = pysubs2.SSAFile.from_string(text, format_=kind)
    except pysubs2.exceptions.Pysubs2Error as error:
        raise ValueError(str(error)) from error
    for event in events:
        if not event.is_comment and event.end > event.start >= 0:
            plain = _TAG.sub("", event.plaintext)
            yield Span(event.start / 1000, event.end / 1000), _lines(unescape(plain) if kind == "vtt" else plain)


def _of_ttml(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    root = ElementTree.fromstring(text)
    rates = {key: float(root.get(f"{_PARAMETER}{key}", usual)) for key, usual in (("frameRate", 30), ("tickRate", 1))}
    multiplier = [float(part) for part in root.get(f"{_PARAMETER}frameRateMultiplier", "1 1").split()]
    rates["frameRate"] *= multiplier[0] / multiplier[1]
    for paragraph in root.iter():
        if not isinstance(paragraph.tag, str) or paragraph.tag.rpartition("}")[2] != "p" or not paragraph.get("begin"):
            continue
        start = _seconds(paragraph.attrib["begin"], rates)
        end = paragraph.get("end")
        until = _seconds(end, rates) if end else start + _seconds(paragraph.get("dur", "0s"), rates)
        if until > start:
            yield Span(start, until), _lines("".join(_texts(paragraph)))


def _texts(element: Any) -> Iterator[str]:
    """What an element says, its line breaks as such and the white space of the file's own layout as one space."""
    if element.tag.rpartition("}")[2] == "br":
        yield "\n"
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _texts(child)
        yield re.sub(r"\s+", " ", child.tail or "")


def _seconds(expression: str, rates: dict[str, float]) -> float:
    clock, offset = _CLOCK.fullmatch(expression.strip()), _OFFSET.fullmatch(expression.strip())
    if clock:
        hours, minutes, seconds, decimals, frames = clock.groups()
        part = float(f"0.{decimals}") if decimals else int(frames or 0) / rates["frameRate"]
        return 3600 * int(hours) + 60 * int(minutes) + int(seconds) + part
    if offset:
        units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": 1 / rates["frameRate"], "t": 1 / rates["tickRate"]}
        return float(offset[1]) * units[offset[2]]
    raise ValueError(f"{expression!r} is no time of TTML")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.splitlines() if (line := " ".join(each.split())))
