"""Titles are noun phrases that tell a stretch from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.lexicon import Lexicon
from autocut.plan.chapters.runs import Run, runs
from autocut.plan.chapters.titles import titles
from tests.builders import same_every_time

ENGLISH, GERMAN, FRENCH = lexicon("en"), lexicon("de"), lexicon("fr")
STEAM = ("We built the steam engine in a shed.", "The steam engine was loud.", "My uncle fed it.")
RIVER = ("Then we carried it to the river.", "Nobody crossed the river by night.", "My uncle waited.")
WORDS = ("the", "a", "of", "we", "river", "steam", "engine", "Damn", "is", "New", "York", "l'eau", "--", "“Yes.”", "3")


def found(sentence: str, language: Lexicon = ENGLISH) -> list[tuple[str, ...]]:
    return [run.words for run in runs([sentence], language)]


def test_a_title_is_the_phrase_that_only_its_own_stretch_has() -> None:
    assert titles([STEAM, RIVER], ENGLISH) == ("Steam engine", "River, uncle waited")


def test_names_keep_their_capitals_and_small_words_that_belong_to_them() -> None:
    talk = [["We went to New York.", "In the streets of New York it rained."], ["They lived in Al Gore's house."]]
    assert titles(talk, ENGLISH)[0].startswith("New York")


def test_a_verb_makes_no_title_where_a_noun_can() -> None:
    (title, _) = titles([["They whistle and whistle.", "They whistle for the dog."], RIVER], ENGLISH)
    assert title.startswith("Dog")


@pytest.mark.parametrize("word", ["bullshit", "Damned", "assholes"])
def test_no_title_has_a_word_that_some_would_mute(word: str) -> None:
    (title, _) = titles([[f"It was the {word} machine.", f"We saw the {word} machine."], RIVER], ENGLISH)
    assert title == "Machine"


def test_a_stretch_without_phrases_is_named_by_its_first_words() -> None:
    assert titles([["And so it was, as we said it would be."], RIVER], ENGLISH)[0] == "And so it was, as we"


def test_stretches_that_say_the_same_get_titles_that_differ() -> None:
    first, second = titles([STEAM, STEAM], ENGLISH)
    assert first != second
    assert titles([["Yes."], ["Yes."], [], []], ENGLISH) == ("Yes.", "2. Yes.", "3.", "4.")


def test_other_languages_have_titles_too() -> None:
    german = [
        ["Wir bauten die Dampfmaschine in einem Schuppen.", "Die Dampfmaschine war laut."],
        ["Der Fluss war breit."],
    ]
    french = [["Nous avons vu l’hôpital.", "L’hôpital était fermé."], ["La rivière était large."]]
    assert titles(german, GERMAN)[0].startswith("Dampfmaschine")
    assert titles(french, FRENCH)[0].startswith("Hôpital")
    italian = [["Abbiamo visto macchine.", "Poi abbiamo visto macchine."], ["Abbiamo visto fiumi, visto fiumi."]]
    assert titles(italian, Lexicon("it")) == ("Macchine", "Fiumi")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The steam engine was loud.", [("steam", "engine"), ("loud",)]),
        ("Engines, boats and well-made carts.", [("engines",), ("boats",), ("well-made", "carts")]),
        ("He met Mr. Brown in New York.", [("met",), ("Brown",), ("New", "York")]),
        ("New ideas for the UN -- peace.", [("ideas",), ("UN",), ("peace",)]),
        ("It doesn’t 3 .", []),
        ("", []),
    ],
)
def test_runs_are_parted_by_function_words_and_punctuation(sentence: str, words: list[tuple[str, ...]]) -> None:
    assert found(sentence) == words


def test_elisions_are_two_words() -> None:
    assert found("L’eau de l’usine.", FRENCH) == [("eau",), ("usine",)]


def test_a_run_tells_what_led_to_it() -> None:
    assert list(runs(["Steam drove the engine."], ENGLISH)) == [
        Run(("steam", "drove"), led=False, begins_sentence=True),
        Run(("engine",), led=True),
    ]


@same_every_time
@given(
    st.lists(
        st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), min_size=1, max_size=4),
        max_size=5,
    ),
    st.sampled_from([ENGLISH, FRENCH, Lexicon()]),
)
def test_every_stretch_has_a_short_title_always_the_same(stretches: list[list[str]], language: Lexicon) -> None:
    made = titles(stretches, language)
    assert made == titles(stretches, language)
    assert len(made) == len(stretches)
    assert all(title and len(title) <= 49 for title in made)
    assert not any("amn" in title for title in made if language is ENGLISH and " " not in title)
