"""Words are found in the sound where they are said, and what is written is turned into what is spoken."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from autocut.analyze.speech.alignment.aligner import Aligner, aligner
from autocut.analyze.speech.alignment.letters import sounded
from autocut.analyze.speech.alignment.numbers import said
from autocut.analyze.speech.alignment.pronunciations import pronunciations
from tests.speech import RATE, reading

# Where the voice begins after a pause and ends before one, read off the level of the sound, 10 ms at a time.
FIRST_SECONDS = 6.5
LINES = "It was the best of times, it was the worst of times. It was the age of wisdom,"
TEXT = LINES.split()
BEGINS = {0: 1.2, 6: 2.97, 12: 5.03}
ENDS = {5: 2.84, 11: 4.57, 17: 6.18}
CLOSE = 0.08


@pytest.fixture(scope="module")
def english() -> Aligner:
    return Aligner()


def opening() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return reading()[: round(FIRST_SECONDS * RATE)]


def test_words_at_pauses_begin_and_end_with_the_voice(english: Aligner) -> None:
    found = [span for span in english.times(opening(), TEXT) if span]
    assert len(found) == len(TEXT)
    assert {k: found[k].start for k in BEGINS} == pytest.approx(BEGINS, abs=CLOSE)
    assert {k: found[k].end for k in ENDS} == pytest.approx(ENDS, abs=CLOSE)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_one_word_that_was_misheard_leaves_the_others_where_they_are(english: Aligner) -> None:
    right = english.times(opening(), TEXT)
    wrong = english.times(opening(), [*TEXT[:3], "quibblr", *TEXT[4:]])
    moved = [abs(one.start - two.start) for one, two in zip(right, wrong, strict=True) if one and two]
    assert len(moved) == len(TEXT)
    assert sorted(moved)[-2] <= CLOSE


def test_what_was_heard_before_changes_nothing(english: Aligner) -> None:
    first = english.times(opening(), TEXT)
    english.times(reading()[8 * RATE : 12 * RATE], ["the", "epoch", "of", "belief"])
    assert english.times(opening(), TEXT) == first


def test_what_english_cannot_say_is_found_nowhere(english: Aligner) -> None:
    found = english.times(opening(), [*TEXT[:6], "♪", "лучшее", *TEXT[6:]])
    assert [k for k, span in enumerate(found) if span is None] == [6, 7]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1])
def test_a_sound_too_short_for_its_words_holds_none(seconds: float, english: Aligner) -> None:
    assert english.times(opening()[: round(seconds * RATE)], TEXT) == [None] * len(TEXT)


def test_only_english_is_aligned() -> None:
    assert aligner("de") is None
    assert aligner("en") is not None


@pytest.mark.parametrize(
    ("written", "spoken"),
    [("50", "fifty"), ("2019", "twenty nineteen"), ("2019", "two thousand nineteen"), ("10:30", "ten thirty"),
     ("$3.5", "three point five dollars"), ("1,250", "one thousand two hundred and fifty"), ("10:00", "ten o'clock"),
     ("21st", "twenty first"), ("1990s", "nineteen nineties"), ("90%", "ninety percent"), ("007", "zero zero seven"),
     ("2005", "two thousand and five"), ("20th", "twentieth"), ("7pm", "seven p m"), ("-5", "minus five"),
     ("1000000", "one million")],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(written: str, spoken: str) -> None:
    assert spoken in said(written)


@pytest.mark.parametrize("written", ["", "abc", "1.2.3", "12zz", "$", "9" * 16])
def test_what_is_no_number_is_not_said_as_one(written: str) -> None:
    assert said(written) == ()


@pytest.mark.parametrize(
    ("word", "phones"),
    [("kimchi", "K IH M CH IY"), ("lake", "L EY K"), ("nation", "N AE SH AH N"), ("boxes", "B AA K S AH Z"),
     ("quick", "K W IH K"), ("knight", "N AY T"), ("cell", "S EH L"), ("", "")],
)  # fmt: skip
def test_unknown_words_are_sounded_by_their_letters(word: str, phones: str) -> None:
    assert sounded(word) == phones


DICTIONARY = {"us": "AH S", "vitamin": "V AY T AH M AH N", "and": "AE N D", "and(2)": "AH N D", "u.s.": "Y UW EH S",
              "nineteen": "N AY N T IY N", "cafe": "K AH F EY", "jim": "JH IH M"}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "ways"),
    [("and,", ("AE N D", "AH N D")), ("US", ("AH S", "Y UW EH S")), ("U.S.", ("Y UW EH S",)), ("café", ("K AH F EY",)),
     ("vitamin-D", ("V AY T AH M AH N D",)), ("Jim’s", ("JH IH M S",)), ("covid-19", ("K AA V IH D N AY N T IY N",)),
     ("&", ("AE N D",)), ("…", ()), ("你好", ()), ("♪", ())],
)  # fmt: skip
def test_a_written_word_has_the_ways_it_is_spoken(written: str, ways: tuple[str, ...]) -> None:
    assert pronunciations(written, DICTIONARY.get)[: len(ways) or None] == ways
