"""What breaking between two words costs: the rules of the Netflix and BBC style guides over the words of a language.

Netflix Timed Text Style Guide, "Line treatment", and BBC Subtitle Guidelines, "Line breaks": break after punctuation,
else before a conjunction or a preposition; never between article and noun, adjective and noun, first and last name,
pronoun and verb, auxiliary and verb, a number and its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from autocut.model.lexicon import Lexicon
from autocut.model.speech import Word
from autocut.model.wording import plain
from autocut.plan.captions.pieces import inseparable, torn

NEVER = 1000.0
"""More than all else that a version's captions can be blamed for at one place."""
_SENTENCE, _CLAUSE, _COMMA = 0.0, 1.0, 3.0
_BEFORE_CONJUNCTION, _BEFORE_PREPOSITION, _ELSEWHERE = 6.0, 9.0, 14.0
_COPULA, _HANGING, _SHORT_WORD = 30.0, 60.0, 20.0
_SHORT = 3
_CLOSING = "\"'”’»)]"
_CLAUSE_ENDS = (";", ":", "—", "–", "…", ")", "；", "：")  # noqa: RUF001
_COMMAS = (",", "،", "、", "，")  # noqa: RUF001
_NUMBER = re.compile(r"[#$€£¥]?\d[\d.,:]*")
_OPENERS = ("preposition", "conjunction", "relative", "article")
_BINDING = ("adjective", "subject", "auxiliary", "negation", "title")


@dataclass(frozen=True, slots=True)
class _Form:
    """A word as the rules see it: its first and last plain word, and whether it is written as a name is."""

    text: str
    first: str
    last: str
    named: bool


class Grammar:
    """The rules over the words of one language; where the lexicon has none, short words stay with the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._of = {kind: frozenset(lexicon.phrases.get(kind, ())) for kind in (*_OPENERS, *_BINDING)}
        self._units, self._numbers = (frozenset(lexicon.phrases.get(kind, ())) for kind in ("unit", "numeral"))
        self._openers = frozenset().union(*(self._of[kind] for kind in _OPENERS))
        listed = frozenset(lexicon.phrases.get("function", ()))
        self._common = self._openers.union(listed, *(self._of[kind] for kind in _BINDING)) - self._of["title"]
        self._names = not lexicon.capital_nouns
        self._known = bool(self._openers)

    def costs(self, words: list[Word]) -> list[float]:
        """For each word what a break before it costs, from 0 to NEVER; the first costs nothing."""
        forms = [self._form(word.text) for word in words]
        between = [self._cost(word, *pair) for word, pair in zip(words, pairwise(forms), strict=False)]
        return [0.0, *between]

    def _form(self, text: str) -> _Form:
        found = plain(text) or [""]
        bare = text.strip("\"'“”‘’«»()[]¿¡,.;:!?…—–-")  # noqa: RUF001
        named = bare[:1].isupper() and any(letter.islower() for letter in bare)
        return _Form(text, found[0], found[-1], named and not (found[0] in self._common or found[-1] in self._common))

    def _cost(self, word: Word, before: _Form, after: _Form) -> float:
        if inseparable(before.text, after.text):
            return NEVER
        if before.last in self._of["title"]:
            return NEVER
        if word.ends_sentence:
            return _SENTENCE
        bare = before.text.rstrip(_CLOSING)
        if bare.endswith(_CLAUSE_ENDS):
            return _CLAUSE
        if bare.endswith(_COMMAS):
            return _COMMA
        if self._bound(before, after):
            return NEVER
        return torn(before.text, after.text) or self._loose(before, after)

    def _bound(self, before: _Form, after: _Form) -> bool:
        if before.last in self._of["article"]:
            return True
        if self._numeric(before) and (after.first in self._units or after.text[:1] == "%" or self._numeric(after)):
            return True
        if before.named and after.named and self._names:
            return True
        return after.first not in self._openers and any(before.last in self._of[kind] for kind in _BINDING)

    def _numeric(self, form: _Form) -> bool:
        return form.last in self._numbers or _NUMBER.fullmatch(form.text) is not None

    def _loose(self, before: _Form, after: _Form) -> float:
        if any(before.last in self._of[kind] for kind in ("preposition", "conjunction", "relative")):
            return _HANGING
        if before.last in self._of["auxiliary"]:
            return _COPULA
        if not self._known and before.last and len(before.last) <= _SHORT and before.text.isalpha():
            return _SHORT_WORD
        if after.first in self._of["conjunction"] or after.first in self._of["relative"]:
            return _BEFORE_CONJUNCTION
        return _BEFORE_PREPOSITION if after.first in self._of["preposition"] else _ELSEWHERE
