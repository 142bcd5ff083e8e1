from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut import styles
from autocut.model.captions import Cue
from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.render.spoken import one_by_one, spoken, word_notes
from tests.builders import same_every_time, words

texts = st.lists(st.text("abc", min_size=1, max_size=8), min_size=1, max_size=8)
seconds = st.floats(0, 20)


@st.composite
def cues(draw: st.DrawFn) -> Cue:
    start, length = draw(seconds), draw(st.floats(0.1, 8))
    said = draw(texts)
    own = tuple(Word("x", Span(begun, begun + 0.1)) for begun in draw(st.lists(seconds, max_size=8)))
    cut = draw(st.integers(0, len(said)))
    return Cue(Span(start, start + length), (" ".join(said[:cut]), " ".join(said[cut:])), own)


@same_every_time
@given(cues())
def test_the_words_of_a_cue_share_all_its_time_whatever_their_own_times_are(cue: Cue) -> None:
    spans = spoken(cue)
    assert len(spans) == len(" ".join(cue.lines).split())
    assert (spans[0].start, spans[-1].end) == (cue.span.start, cue.span.end)
    assert all(before.end == after.start for before, after in pairwise(spans))


@same_every_time
@given(cues(), st.floats(0, 1))
def test_one_by_one_every_word_is_shown_once_in_order_and_none_too_briefly(cue: Cue, shortest: float) -> None:
    shown = one_by_one(cue, shortest)
    assert " ".join(text for text, _ in shown).split() == " ".join(cue.lines).split()
    assert all(before.end == after.start for (_, before), (_, after) in pairwise(shown))
    assert len(shown) == 1 or all(span.duration >= shortest for _, span in shown)


def test_a_word_stands_until_the_next_is_said() -> None:
    cue = Cue(Span(1.0, 4.0), ("one two", "three"), (*words("one two", 1.0, 2.0), *words("three", 2.5, 3.0)))
    assert spoken(cue) == (Span(1.0, 1.5), Span(1.5, 2.5), Span(2.5, 4.0))


def test_where_the_lines_have_other_words_their_letters_share_the_time() -> None:
    cue = Cue(Span(1.0, 5.0), ("a bcd",), words("one two three", 1.0, 4.0))
    assert [span.duration for span in spoken(cue)] == pytest.approx([1.0, 3.0])


def test_a_cue_without_words_has_none() -> None:
    assert spoken(Cue(Span(0, 1), ("", " "))) == ()
    assert one_by_one(Cue(Span(0, 1), ()), 0.2) == ()


def test_guessed_times_are_told_where_the_style_shows_words() -> None:
    cues = (Cue(Span(0, 1), ("one two",), words("one two", 0, 1)), Cue(Span(1, 2), ("an edited line",), ()))
    for name in ("karaoke", "pop"):
        (told,) = word_notes(cues, styles.load(name))
        assert told.startswith("captions whose words have no times of their own: 1 of 2")
        assert word_notes(cues[:1], styles.load(name)) == ()
    assert word_notes(cues, styles.load("plain")) == ()
