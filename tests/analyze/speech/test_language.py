from __future__ import annotations

import pytest

from autocut.analyze.speech.language import UNKNOWN, guessed

ENGLISH = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness"
GERMAN = (
    "Jemand mußte Josef K. verleumdet haben, denn ohne daß er etwas Böses getan hätte, wurde er eines Morgens verhaftet"
)
FRENCH = (
    "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite"
)
SPANISH = "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo"
DUTCH = "Er was eens een oude man die in een klein huis aan de rand van het bos woonde en nooit iemand zag"


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), f"“{ENGLISH}!”", "What is that for?"])
def test_english_is_known_by_its_commonest_words(text: str) -> None:
    assert guessed(text.split()) == "en"


@pytest.mark.parametrize("text", [GERMAN, FRENCH, SPANISH, DUTCH, "", "♪ 3 ...", "Snow melts quickly nowadays."])
def test_what_is_not_english_is_undetermined(text: str) -> None:
    assert guessed(text.split()) == UNKNOWN == "und"


def test_an_eighth_of_common_words_is_enough_and_less_is_not() -> None:
    assert guessed(["the", *["snow"] * 7]) == "en"
    assert guessed(["the", *["snow"] * 8]) == "und"
