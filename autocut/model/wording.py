"""Texts as plain words, and phrases among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_AFTER_CONSONANT = re.compile(r"(?<=..[^aeiou])(?:ies|y)$")
_ENDING = re.compile(r"(?<=....)(?:ing|ed)$|(?<=...)(?:es|(?<!s)s|e)$")


def plain(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


def parts(text: str) -> list[str]:
    """The same, parted at apostrophes too: "l'homme" is two."""
    return _PART.findall(text.lower())


def stem(word: str) -> str:
    """The word without its ending, city and cities both as citi (after Porter 1980, much shortened)."""
    return _ENDING.sub("", _AFTER_CONSONANT.sub("i", word))


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
    return sum(1 for _ in places(phrases, words))


def places(phrases: Mapping[str, tuple[str, ...]], words: Sequence[str]) -> Iterator[range]:
    """Wherever one of the phrases begins, the places of the words that the longest of them takes."""
    for k, word in enumerate(words):
        lengths = [phrase.count(" ") + 1 for phrase in phrases.get(word, ()) if _begins(phrase, words, k)]
        if lengths:
            yield range(k, k + max(lengths))


def _begins(phrase: str, words: Sequence[str], k: int) -> bool:
    return phrase == " ".join(words[k : k + phrase.count(" ") + 1])
