"""Texts as plain words, and phrases among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def plain(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The phrases, each as plain words parted by spaces, under their first word."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        words = plain(phrase)
        if words:
            found[words[0]] = (*found.get(words[0], ()), " ".join(words))
    return found


def occurrences(phrases: Mapping[str, tuple[str, ...]], words: Sequence[str]) -> int:
    """At how many places of the words one of the phrases begins."""
    return sum(
        any(phrase == " ".join(words[k : k + phrase.count(" ") + 1]) for phrase in phrases.get(word, ()))
        for k, word in enumerate(words)
    )
