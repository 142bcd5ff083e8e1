from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.preset import Captions
from autocut.model.scripts import columns, joined
from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.plan.captions.grammar import NEVER, Grammar
from autocut.plan.captions.layout import blocks, lines_of
from tests.builders import a_preset, same_every_time

FULL, SHORT = a_preset("youtube-full").captions, a_preset("youtube-short").captions
NARROW = replace(SHORT, max_line_length=12)
GRAMMAR = Grammar(lexicon("en"))
TEXTS = ("the", "I", "saw", "nobody", "and", "over", "Ada", "Lovelace", "was", "not", "house,", "there.", "20", "miles")


def said(text: str, rate: float = 2.5) -> list[Word]:
    texts = text.split()
    return [Word(each, Span(k / rate, (k + 1) / rate)) for k, each in enumerate(texts)]


def shown(text: str, style: Captions, language: str = "en", rate: float = 2.5) -> list[str]:
    words = said(text, rate)
    found = blocks(words, words[-1].span.end + 1, style, Grammar(lexicon(language)))
    return [" / ".join(block.lines) for block in found]


@pytest.mark.parametrize(
    ("style", "language", "text", "expected"),
    [
        (
            FULL,
            "en",
            "When Barack Obama and Doctor Martin Luther King spoke about what the United States would become in the "
            "next twenty years, nobody in the room could have known that they were not going to be wrong.",
            [
                "When Barack Obama / and Doctor Martin Luther King spoke",
                "about what the United States / would become in the next twenty years,",
                "nobody in the room could have known / that they were not going to be wrong.",
            ],
        ),
        (
            SHORT,
            "en",
            "We walked 20 kilometers through the old town because I didn't have any money for the train.",
            [
                "We walked 20 kilometers / through the old town",
                "because / I didn't have any money",
                "for the train.",
            ],
        ),
        (
            SHORT,
            "de",
            "Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem "
            "ungeheueren Ungeziefer verwandelt.",
            [
                "Als Gregor Samsa / eines Morgens",
                "aus unruhigen / Träumen erwachte,",
                "fand er sich / in seinem Bett",
                "zu einem ungeheueren / Ungeziefer verwandelt.",
            ],
        ),
        (
            FULL,
            "fr",
            "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si "
            "vite que je n'avais pas le temps de me dire que je m'endormais.",
            [
                "Longtemps, / je me suis couché de bonne heure.",
                "Parfois, à peine ma bougie éteinte, / mes yeux se fermaient si vite",
                "que je n'avais pas le temps / de me dire que je m'endormais.",
            ],
        ),
        (
            FULL,
            "es",
            "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo.",
            [
                "En un lugar de la Mancha, / de cuyo nombre no quiero acordarme,",
                "no ha mucho tiempo que vivía un hidalgo.",
            ],
        ),
    ],
)
def test_sentences_of_books_and_talks_are_broken_as_an_editor_would(
    style: Captions, language: str, text: str, expected: list[str]
) -> None:
    assert shown(text, style, language) == expected


def test_japanese_breaks_between_words_and_no_line_begins_with_a_full_stop() -> None:
    words = [
        Word(each, Span(k / 6, (k + 1) / 6)) for k, each in enumerate("何でも薄暗いじめじめした所でニャーニャー泣いて")
    ]
    words[-1] = replace(words[-1], text="て。")
    found = blocks(words, 6.0, NARROW, Grammar(lexicon("ja")))
    lines = [line for block in found for line in block.lines]
    assert lines == ["何でも薄暗い", "じめじめした", "所で", "ニャーニャー", "泣いて。"]


def test_one_line_is_taken_where_it_fits_and_a_short_sentence_goes_with_the_next() -> None:
    assert shown("Nobody knew what it was for.", FULL) == ["Nobody knew what it was for."]
    assert shown("Yes. No. I really think that it was over.", FULL, rate=2) == [
        "Yes. No.",
        "I really think that it was over.",
    ]


def divisions(count: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """All ways to divide so many words among captions, and each of these among one line or two."""
    if not count:
        yield ()
        return
    for first in range(1, count + 1):
        for rest in divisions(count - first):
            yield ((first,), *rest)
            yield from (((k, first - k), *rest) for k in range(1, first))


def nevers(words: Sequence[Word], division: Sequence[Sequence[int]], costs: Sequence[float]) -> float:
    """How many breaks of a division no rule lets be; infinite where it does not fit."""
    texts, place, broken = [word.text for word in words], 0, 0.0
    for lines in division:
        if place and len(lines) == 1 == lines[0] and words[place].ends_sentence and not words[place - 1].ends_sentence:
            broken += 1
        width = columns(joined(texts[place : place + sum(lines)]))
        if len(lines) == 2 and width <= NARROW.max_line_length:
            return float("inf")
        for count in lines:
            if count > 1 and columns(joined(texts[place : place + count])) > NARROW.max_line_length:
                return float("inf")
            broken += place > 0 and costs[place] == NEVER
            place += count
    return broken


@same_every_time
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8))
def test_a_hard_rule_is_broken_only_where_every_division_breaks_as_many(texts: list[str]) -> None:
    words = said(" ".join(texts))
    found = blocks(words, 10.0, NARROW, GRAMMAR)
    costs = GRAMMAR.costs(words)
    least = min(nevers(words, division, costs) for division in divisions(len(words)))
    taken = [[len(line.split()) for line in block.lines] for block in found]
    assert nevers(words, taken, costs) == least


def test_lines_of_words_that_do_not_fit_are_none() -> None:
    assert lines_of(said("Nobody knew what it was for."), FULL, GRAMMAR) == ("Nobody knew what it was for.",)
    assert lines_of(said("word " * 20), FULL, GRAMMAR) is None
