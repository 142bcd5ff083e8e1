"""How a written English word may be spoken: by the dictionary, as a number, or from its letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import islice, product

from autocut.analyze.speech.alignment.letters import named, sounded
from autocut.analyze.speech.alignment.numbers import said

Dictionary = Callable[[str], str | None]
"""The phones of a lower-case word, or None; "word(2)" asks for its second pronunciation."""

_SIGNS = {"&": "and", "@": "at", "%": "percent", "+": "plus", "=": "equals", "°": "degrees"}
_AROUND = " \t\n.,;:!?¡¿…\"“”’'\u2018()[]{}<>*~|«»♪-–—"
_PARTS = re.compile(
    r"(?:(?<![a-z0-9])[$£€¥#+-]+)?\d[\d,]*(?:[.:]\d+)?(?:'?[a-z]+|[%°])?|[a-z]+(?:'[a-z]+)*|[&@%+=°]",
)
_MOST = 6
_ACRONYM = 5


def plain(text: str) -> str:
    """The word as a dictionary has it: lower case, without accents and the punctuation around it."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower().strip(_AROUND)


def shouted(text: str) -> bool:
    """Whether a word is written in a few capitals, as what is said letter by letter is."""
    letters = text.strip(_AROUND)
    return 1 < len(letters) <= _ACRONYM and letters.isascii() and letters.isalpha() and letters.isupper()


def pronunciations(text: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The likeliest ways to say a word, in phones parted by spaces; none where English has no way to say it."""
    word = plain(text)
    ways = (*_known(word, dictionary), *_known(f"{word}.", dictionary)) or _parted(word, dictionary)
    return tuple(dict.fromkeys((*ways, named(word)) if shouted(text) else ways))


def _parted(word: str, dictionary: Dictionary) -> tuple[str, ...]:
    if any(letter.isalpha() and not letter.isascii() for letter in word):
        return ()
    parts = [_part(part, dictionary) for part in _PARTS.findall(word)]
    return tuple(way for way in (" ".join(each) for each in islice(product(*parts), _MOST)) if way)


def _part(part: str, dictionary: Dictionary) -> tuple[str, ...]:
    if ways := _known(part, dictionary):
        return ways
    if spoken := (_SIGNS[part],) if part in _SIGNS else said(part):
        return tuple(" ".join(dictionary(word) or sounded(word) for word in way.split()) for way in spoken)
    stem, _, ending = re.sub("[^a-z']", "", part).partition("'")
    ways = _known(stem, dictionary) or (sounded(stem),)
    return tuple(f"{way} {sounded(ending)}".strip() for way in ways)


def _known(word: str, dictionary: Dictionary) -> tuple[str, ...]:
    first = dictionary(word) if word.strip(".") else None
    if first is None:
        return ()
    others = (dictionary(f"{word}({k})") for k in range(2, _MOST))
    return (first, *(other for other in others if other is not None))
