"""What a line may be broken between: words, or the characters of scripts without spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from autocut.model.scripts import columns, is_unspaced
from autocut.model.span import Span
from autocut.model.speech import Word

# JIS X 4051, the rules of kinsoku: what no line begins with, and what none ends with; then Thai and Lao vowels.
_NO_START = frozenset(
    "、。，．・：；？！‼⁇⁈⁉ー～〜」』）］｝〉》】〕〙〗’”»ゝゞ々〻ヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"  # noqa: RUF001
    "!?,.:;)]}%‰°℃"
    "ะาำๅๆฯະາຳໆ"
)
_NO_END = frozenset("「『（［｛〈《【〔〘〖‘“«([{¿¡เแโใไເແໂໃໄ")  # noqa: RUF001

_KINDS = (("thai", 0x0E00, 0x0EFF), ("hiragana", 0x3040, 0x309F), ("katakana", 0x30A0, 0x30FF))
_WORD_STARTS, _WITHIN_WORD, _WITHIN_SYLLABLE = 6.0, 20.0, 60.0
_TORN = {
    ("hiragana", "han"): _WORD_STARTS,
    ("hiragana", "katakana"): _WORD_STARTS,
    ("katakana", "katakana"): _WITHIN_SYLLABLE,
    ("han", "hiragana"): 40.0,
    ("katakana", "han"): 14.0,
    ("han", "han"): 14.0,
}


def pieces(words: Iterable[Word]) -> Iterator[Word]:
    """The words, those of scripts without spaces in as many pieces as they may be broken into, each with its time.

    Within a word the time is shared out by the width of the pieces.
    """
    for word in words:
        texts = list(_parted(word.text))
        if len(texts) < 2:
            yield word
            continue
        each, start = word.span.duration / max(1, sum(map(columns, texts))), word.span.start
        for text in texts:
            end = min(word.span.end, start + each * columns(text))
            yield Word(text, Span(start, end), word.probability)
            start = end


def inseparable(before: str, after: str) -> bool:
    """Whether no line may end on the first text and the next begin with the second."""
    return after[:1] in _NO_START or before[-1:] in _NO_END or _continues(after[:1])


def torn(before: str, after: str) -> float:
    """What it costs to break a line between two texts of scripts without spaces, 0 where one is of another.

    Where words end is told by the kinds of their characters: in Japanese a word begins with Han or katakana after
    hiragana, and its hiragana end it; in Thai and Lao a vowel that is written first begins a syllable.
    """
    one, other = _kind(before[-1:]), _kind(after[:1])
    if not one or not other:
        return 0.0
    if "thai" in (one, other):
        return _WORD_STARTS if after[0] in _NO_END or before[-1] in _NO_START else _WITHIN_SYLLABLE
    return _TORN.get((one, other), _WITHIN_WORD)


def _kind(character: str) -> str:
    if not character or not is_unspaced(character):
        return ""
    code = ord(character)
    return next((kind for kind, first, last in _KINDS if first <= code <= last), "han")


def _parted(text: str) -> Iterator[str]:
    begun = 0
    for k in range(1, len(text)):
        here = is_unspaced(text[k - 1]) or is_unspaced(text[k])
        if here and not inseparable(text[:k], text[k:]):
            yield text[begun:k]
            begun = k
    yield text[begun:]


def _continues(character: str) -> bool:
    """Whether the character is a mark on the one before."""
    return bool(character) and unicodedata.category(character)[0] == "M"
