"""Words that the model itself does not believe, or that turn in circles, were never said."""

from __future__ import annotations

import pytest

from autocut.analyze.speech.doubts import trusted
from autocut.analyze.speech.whisper import Heard, Reading


def a_reading(text: str, probability: float, no_speech: float = 0.0) -> Reading:
    words = tuple(Heard(f" {word}", k / 2, k / 2 + 0.5, probability) for k, word in enumerate(text.split()))
    return Reading(words, no_speech, -0.5)


@pytest.mark.parametrize(
    ("probability", "no_speech", "is_said"),
    [(0.9, 0.1, True), (0.4, 0.1, True), (0.3, 0.0, False), (0.9, 0.7, False), (0.5, 0.4, False)],
)
def test_words_are_said_where_the_model_is_surer_than_a_third(
    probability: float, no_speech: float, is_said: bool
) -> None:
    reading = a_reading("It was the best of times, it was the worst of times.", probability, no_speech)
    assert trusted(reading) == (reading.words if is_said else ())


def test_what_turns_in_circles_was_not_said_however_sure_the_model_is() -> None:
    assert trusted(a_reading("Thank you. " * 12, 0.95)) == ()
    assert trusted(a_reading("Thank you. " * 2, 0.95)) != ()


def test_nothing_heard_is_nothing_said() -> None:
    assert trusted(a_reading("", 0.0)) == ()
