from __future__ import annotations

import re
from pathlib import Path

import pytest

from autocut import lexicons
from autocut.lexicons import lexicon, lexicon_of
from autocut.model.analysis import Analysis
from autocut.model.lexicon import Lexicon
from autocut.model.wording import by_first_word, occurrences, plain
from tests.builders import a_talk, a_transcript

SHIPPED = sorted(path.stem for path in Path(lexicons.__file__).parent.glob("*.toml"))
READ_BY_SIGNALS = {
    "question", "contrast", "number", "promise", "address", "self", "absolute", "telling", "dangling", "elsewhere",
}  # fmt: skip

every_lexicon = pytest.mark.parametrize("language", SHIPPED)


def test_the_shipped_lexicon_is_english() -> None:
    assert SHIPPED == ["en"]


@every_lexicon
def test_a_lexicon_bears_its_language_and_has_all_that_signals_read(language: str) -> None:
    found = lexicon(language)
    assert found.language == language
    assert found.phrases.keys() >= READ_BY_SIGNALS
    assert all(found.phrases.values())


@every_lexicon
def test_phrases_are_lower_case_words_without_punctuation_each_once(language: str) -> None:
    for kind, phrases in lexicon(language).phrases.items():
        assert len(phrases) == len(set(phrases)), kind
        for phrase in phrases:
            assert re.fullmatch(r"[a-z']+( [a-z']+)*", phrase), phrase
            assert " ".join(plain(phrase)) == phrase


@pytest.mark.parametrize("language", ["de", "und", "", "xx", "../lexicons/en", "en.toml", "EN "])
def test_a_language_without_a_lexicon_has_no_phrases(language: str) -> None:
    assert lexicon(language) == Lexicon(language)


def test_the_lexicon_is_that_of_the_language_spoken() -> None:
    assert lexicon_of(Analysis(transcript=a_talk("Hello."))) == lexicon("en")
    assert lexicon_of(Analysis(transcript=a_transcript())) == lexicon("en")
    assert lexicon_of(Analysis(transcript=a_talk("Hallo.", language="de"))).phrases == {}
    assert lexicon_of(Analysis()) == Lexicon()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s 3 o'clock -- isn't it?", ["it's", "3", "o'clock", "isn't", "it"]),
        ("“Well-known,” she said…", ["well", "known", "she", "said"]),
        ("'Quoted'", ["quoted"]),
        ("ÜBER_uns", ["über", "uns"]),
        ("...", []),
    ],
)
def test_plain_words_are_lower_case_and_keep_their_apostrophes(text: str, words: list[str]) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(
    ("phrases", "text", "count"),
    [
        (["what if"], "What if? And what, if any?", 2),
        (["what if"], "What would if do?", 0),
        (["what if", "what"], "What if", 1),
        (["no", "no one"], "No one said no.", 2),
        (["turns out"], "It turns", 0),
        (["a a"], "a a a", 2),
        (["", "?"], "a?", 0),
    ],
)
def test_occurrences_are_the_places_where_a_phrase_begins(phrases: list[str], text: str, count: int) -> None:
    assert occurrences(by_first_word(phrases), plain(text)) == count
