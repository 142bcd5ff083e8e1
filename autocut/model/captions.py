"""Captions: what is read, when."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.model.span import Span
from autocut.model.speech import Word


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown together; `span` and the words' spans are timeline time."""

    span: Span
    lines: tuple[str, ...]
    words: tuple[Word, ...] = ()
