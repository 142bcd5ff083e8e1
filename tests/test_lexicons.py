from __future__ import annotations

import re
from pathlib import Path

import pytest

from autocut import lexicons
from autocut.lexicons import lexicon, lexicon_of
from autocut.model.analysis import Analysis
from autocut.model.lexicon import TO_AVOID, Lexicon
from autocut.model.wording import by_first_word, occurrences, parts, places, plain
from tests.builders import a_talk, a_transcript

SHIPPED = sorted(path.stem for path in Path(lexicons.__file__).parent.glob("*.toml"))
READ_BY_SIGNALS = {
    "question", "contrast", "number", "promise", "address", "self", "absolute", "telling", "dangling", "elsewhere",
}  # fmt: skip

every_lexicon = pytest.mark.parametrize("language", SHIPPED)


def test_the_shipped_lexicons_are_of_four_languages_and_signals_read_english_alone() -> None:
    assert SHIPPED == ["de", "en", "es", "fr"]
    assert lexicon("en").phrases.keys() >= READ_BY_SIGNALS


@every_lexicon
def test_a_lexicon_bears_its_language_and_has_what_is_to_be_avoided_and_what_negates(language: str) -> None:
    found = lexicon(language)
    assert found.language == language
    assert found.phrases.keys() >= {*TO_AVOID, "negation", "function", "determiner"}
    assert all(found.phrases.values())


@every_lexicon
@pytest.mark.parametrize("kind", TO_AVOID)
def test_no_two_phrases_to_avoid_are_forms_of_one(language: str, kind: str) -> None:
    found = lexicon(language)
    made = {phrase + ending for phrase in found.phrases[kind] for ending in found.endings}
    assert not made & set(found.phrases[kind])
    assert len(found.forms(kind)) == len(found.phrases[kind]) * (1 + len(found.endings))


@every_lexicon
def test_phrases_are_lower_case_words_without_punctuation_each_once(language: str) -> None:
    for kind, phrases in lexicon(language).phrases.items():
        assert len(phrases) == len(set(phrases)), kind
        for phrase in phrases:
            assert re.fullmatch(r"[^\W\d_]+('[^\W\d_]+)?( [^\W\d_]+('[^\W\d_]+)?)*", phrase), phrase
            assert " ".join(plain(phrase)) == phrase


@pytest.mark.parametrize("language", ["it", "und", "", "xx", "../lexicons/en", "en.toml", "EN "])
def test_a_language_without_a_lexicon_has_no_phrases(language: str) -> None:
    assert lexicon(language) == Lexicon(language)


def test_the_lexicon_is_that_of_the_language_spoken() -> None:
    assert lexicon_of(Analysis(transcript=a_talk("Hello."))) == lexicon("en")
    assert lexicon_of(Analysis(transcript=a_transcript())) == lexicon("en")
    assert lexicon_of(Analysis(transcript=a_talk("Ciao.", language="it"))).phrases == {}
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


@pytest.mark.parametrize(
    ("language", "text", "kind", "is_said"),
    [
        ("en", "Kills, killing: killers!", "violence", True),
        ("en", "That skill is a thrill.", "violence", False),
        ("en", "He'll pass the class.", "profanity", False),
        ("en", "It was a dead body.", "violence", True),
        ("en", "The body was dead.", "violence", False),
        ("de", "Die Bomben fielen.", "violence", True),
        ("fr", "C’était l’assassin.", "violence", True),
        ("es", "Las armas están aquí.", "violence", True),
        ("es", "El arte está aquí.", "violence", False),
    ],
)
def test_words_to_avoid_are_whole_words_in_all_their_forms(language: str, text: str, kind: str, is_said: bool) -> None:
    assert (occurrences(by_first_word(lexicon(language).forms(kind)), parts(text)) > 0) == is_said


def test_a_place_is_as_long_as_the_longest_phrase_that_begins_there() -> None:
    found = places(by_first_word(["no", "no one", "one day"]), plain("No one day."))
    assert list(found) == [range(2), range(1, 3)]
