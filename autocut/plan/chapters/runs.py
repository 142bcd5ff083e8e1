"""Words that stand together between function words and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autocut.model.lexicon import Lexicon
from autocut.model.wording import plain

_WORD = re.compile(r"[^\W\d_a-z]\w?\.(?=\s|$)|[^\W\d_](?:[\w'-]*\w)?|[^\w\s'-]+|--")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Content words in a row; `led` where an article or another determiner comes before them.

    The first word of a sentence is in lower case unless it is written in capitals.
    """

    words: tuple[str, ...]
    led: bool = False
    begins_sentence: bool = False


def runs(sentences: Sequence[str], lexicon: Lexicon, common: frozenset[str] = frozenset()) -> Iterator[Run]:
    """The runs of the sentences, in order; function words and determiners are those of the lexicon.

    For a language without them, function words are the common ones and those of up to three letters.
    """
    listed = lexicon.phrases.get("function", ())
    short = () if listed else (word for sentence in sentences for word in plain(sentence) if len(word) <= _SHORT)
    function = frozenset((*listed, *common, *short))
    determiners = frozenset(lexicon.phrases.get("determiner", ()))
    for sentence in sentences:
        yield from _in_sentence(list(_tokens(sentence, determiners)), function, determiners)


def _tokens(sentence: str, determiners: frozenset[str]) -> Iterator[str]:
    """Words, "Mr." among them, and punctuation; "l'homme" is two words where "l" is a determiner."""
    for token in _WORD.findall(sentence.replace("’", "'")):
        before, apart, after = token.partition("'")
        yield from (before, after) if apart and before.lower() in determiners else (token,)


def _in_sentence(tokens: Sequence[str], function: frozenset[str], determiners: frozenset[str]) -> Iterator[Run]:
    words: list[str] = []
    before, opens = "", True
    for k, token in enumerate(tokens):
        following = tokens[k + 1] if k + 1 < len(tokens) else ""
        begins = k == 0 or not tokens[k - 1][0].isalpha()
        if _is_content(token, following, function, determiners, begins=begins):
            opens = begins if not words else opens
            words.append(token.lower() if begins and token.istitle() else token)
            continue
        if words:
            yield Run(tuple(words), before in determiners, opens)
            words = []
        before = token.lower()
    if words:
        yield Run(tuple(words), before in determiners, opens)


def _is_content(
    token: str, following: str, function: frozenset[str], determiners: frozenset[str], *, begins: bool
) -> bool:
    """Whether a word says something by itself; a capital makes even "new" a part of the name that follows."""
    word = token.lower()
    if not (token[0].isalpha() and token[-1].isalnum()) or len(word) == 1 or "'" in word or word in determiners:
        return False
    is_name = not begins and token.istitle() and following.istitle() and following.lower() not in function
    return is_name or word not in function
