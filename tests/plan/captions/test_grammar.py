"""Lines and captions break where the style guides let them."""

from __future__ import annotations

import pytest

from autocut.lexicons import lexicon
from autocut.plan.captions.grammar import NEVER, Grammar
from autocut.plan.captions.pieces import pieces
from tests.builders import words


def cost_of(language: str, text: str) -> float:
    """What a break at the bar costs."""
    before, after = (part.split() for part in text.split("|"))
    said = words(" ".join([*before, *after]), 0, 10)
    return Grammar(lexicon(language)).costs(list(said))[len(before)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in the | house"),
        ("en", "their | own idea"),
        ("en", "a beautiful | morning"),
        ("en", "when Barack | Obama came"),
        ("en", "then Dr. | Smith said"),
        ("en", "because I | think so"),
        ("en", "and they’ve | been here"),
        ("en", "she would | never go"),
        ("en", "we did not | know it"),
        ("en", "it’s 20 | kilometers away"),
        ("en", "about two | million of them"),
        ("en", "some 5 | % of them"),
        ("de", "in dem | Haus"),
        ("de", "und ich | glaube es"),
        ("de", "es ist nicht | wahr"),
        ("de", "als Frau | Müller kam"),
        ("de", "das sind 20 | Prozent davon"),
        ("fr", "dans la | maison"),
        ("fr", "que je | pense"),
        ("fr", "il n'a | rien dit"),
        ("fr", "une petite | fille"),
        ("fr", "puis Jean | Dupont dit"),
        ("es", "en el | pueblo"),
        ("es", "y no | quiero"),
        ("es", "una gran | casa"),
        ("es", "cuando la señora | García vino"),
        ("it", "poi Dante | Alighieri disse"),
        ("und", "wait | ?"),
    ],
)
def test_what_belongs_together_is_not_parted(language: str, text: str) -> None:
    assert cost_of(language, text) == NEVER


@pytest.mark.parametrize(
    ("language", "better", "worse"),
    [
        ("en", "It is over. | Then we left", "It is over, | then we left"),
        ("en", "we looked at it, | then we left", "we looked | and left"),
        ("en", "we all stayed | because of it", "we all stayed | without it"),
        ("en", "people walked | through it", "people walked | slowly"),
        ("en", "people walked | slowly", "people walked to | it"),
        ("en", "people are | in there", "people are | the problem"),
        ("de", "wir blieben alle | weil es regnete", "wir blieben alle | gestern dort"),
        ("de", "wo die Katze Mäuse | fing", "wo die | Katze Mäuse fing"),
        ("fr", "nous restons | parce qu'il pleut", "nous restons | toujours ici"),
        ("es", "la casa roja | que vimos", "la casa roja | grande ayer"),
        ("it", "la diritta | via", "la | diritta via"),
    ],
)
def test_some_breaks_are_better_than_others(language: str, better: str, worse: str) -> None:
    assert cost_of(language, better) < cost_of(language, worse) < NEVER or cost_of(language, better) < NEVER


def split(text: str) -> list[str]:
    return [piece.text for piece in pieces(words(text, 0, 1))]


def test_han_and_kana_part_into_characters_that_may_begin_and_end_a_line() -> None:
    assert split("「本を、読む。」") == ["「本", "を、", "読", "む。」"]
    assert split("iPhoneは 10台") == ["iPhone", "は", "10", "台"]
    assert split("plain words") == ["plain", "words"]


def test_thai_parts_before_no_mark_and_after_no_vowel_that_is_written_first() -> None:
    parts = split("เทคโนโลยีที่เปลี่ยน")
    assert "".join(parts) == "เทคโนโลยีที่เปลี่ยน"
    assert all(part[0] not in "ีิุูั่้ะาำ" and part[-1] not in "เแโใไ" for part in parts)


def test_the_pieces_of_a_word_share_its_time_by_their_width() -> None:
    (one, other) = pieces(words("我们", 2, 4))
    assert (one.span.start, one.span.end, other.span.end) == (2, 3, 4)
