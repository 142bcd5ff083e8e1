"""What is a swear word is neither heard nor read, and nothing else is touched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.span import Span
from autocut.model.speech import Transcript, Utterance, Word
from autocut.model.timeline import Clip, Muted, Timeline
from autocut.plan.profanity import masked, silenced
from tests.builders import PAL, a_timeline, a_transcript, an_utterance, same_every_time

ENGLISH = lexicon("en")
HARMLESS = ("the", "machine", "Class,", "he'll", "shot", "Scunthorpe", "a", "assassin")
SWEARS = ("Damn!", "bullshit,", "bitches", "god-damned")


def spoken(*each: tuple[str, float, float]) -> Transcript:
    words = tuple(Word(text, Span(start, end)) for text, start, end in each)
    return a_transcript(Utterance(Span(words[0].span.start, words[-1].span.end), words))


def muted(transcript: Transcript, *pieces: Span | float, beep: bool = False) -> list[Span]:
    timeline, _ = silenced(transcript, ENGLISH, a_timeline(pieces), beep=beep)
    return [each.span for each in timeline.muted]


def shown(text: str, language: str = "en") -> str:
    (said,) = masked(a_transcript(an_utterance(text, 0, 9)), lexicon(language)).utterances
    return said.text


THAT = spoken(("The", 1.0, 1.4), ("damn", 1.5, 1.9), ("machine.", 2.5, 3.0))


def test_a_swear_word_is_muted_with_what_is_free_around_it() -> None:
    (span,) = muted(THAT, Span(0, 10))
    assert (span.start, span.end) == pytest.approx((1.45, 1.98))


def test_it_is_muted_where_it_is_played() -> None:
    (first, again) = muted(THAT, Span(1.2, 4.0), 2.0, Span(1.0, 4.0))
    assert (first.start, first.end) == pytest.approx((0.25, 0.78))
    assert (again.start, again.end) == pytest.approx((2.8 + 2.0 + 0.45, 2.8 + 2.0 + 0.98))
    assert muted(THAT, Span(2.2, 4.0)) == []


def test_it_is_muted_where_its_sound_runs_on_under_the_next_picture() -> None:
    clips = (Clip("/films/master.mp4", Span(0.0, 1.6)), Clip("/films/master.mp4", Span(4.0, 8.0), lead=-0.4))
    timeline, count = silenced(THAT, ENGLISH, Timeline(PAL, clips), beep=False)
    (span,) = (each.span for each in timeline.muted)
    assert (span.start, span.end, count) == pytest.approx((1.45, 1.98, 1))


def test_other_films_that_are_played_are_let_be() -> None:
    bumper = Clip("/films/intro.mp4", Span(0.0, 5.0), bumper=True)
    timeline, count = silenced(THAT, ENGLISH, Timeline(PAL, (bumper,)), beep=False)
    assert (timeline.muted, count) == ((), 0)


def test_swear_words_in_a_row_are_one_beep_and_counted_each() -> None:
    row = spoken(("bloody", 0.5, 0.9), ("bull-shit", 1.0, 1.4), ("damn", 1.44, 1.8), ("it", 1.8, 2.0))
    timeline, count = silenced(row, ENGLISH, a_timeline([Span(0, 5)]), beep=True)
    (only,) = timeline.muted
    assert (only.span.start, only.span.end) == pytest.approx((0.95, 1.8))
    assert only.beep
    assert count == 2


def test_words_that_overlap_are_not_made_wider() -> None:
    (span,) = muted(spoken(("The", 1.0, 1.6), ("damn", 1.5, 1.9), ("it", 1.8, 2.0)), Span(0, 10))
    assert (span.start, span.end) == (1.5, 1.9)
    (span,) = muted(spoken(("Well,", 1.0, 3.0), ("no", 1.2, 1.4), ("damn", 3.1, 3.5)), Span(0, 10))
    assert span.start == pytest.approx(3.05)


def test_what_was_muted_before_stays_so() -> None:
    timeline = Timeline(PAL, a_timeline([Span(0, 10)]).clips, muted=(Muted(Span(5, 6)),))
    found, _ = silenced(THAT, ENGLISH, timeline, beep=True)
    assert [each.beep for each in found.muted] == [True, False]


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("Damn!", "en", "D***!"),
        ("“Damned” machines", "en", "“D*****” machines"),
        ("BITCHES.", "en", "B******."),
        ("god-damned", "en", "god-d*****"),
        ("He'll assess the class.", "en", "He'll assess the class."),
        ("Verdammte Maschine!", "de", "V******** Maschine!"),
        ("l’bordel", "fr", "l’b*****"),
        ("¡Mierda!", "es", "¡M*****!"),
        ("Damn!", "it", "Damn!"),
    ],
)
def test_a_swear_word_is_written_with_its_first_letter(text: str, language: str, read: str) -> None:
    assert shown(text, language) == read


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    time, said = 0.0, []
    for text in draw(st.lists(st.sampled_from(HARMLESS + SWEARS), min_size=1, max_size=25)):
        start = time + draw(st.sampled_from([0.0, 0.02, 0.1, 0.5]))
        time = start + draw(st.sampled_from([0.1, 0.35]))
        said.append((text, round(start, 3), round(time, 3)))
    return spoken(*said)


@same_every_time
@given(transcripts())
def test_swear_words_are_muted_whole_and_no_other_word_is_touched(transcript: Transcript) -> None:
    timeline, count = silenced(transcript, ENGLISH, a_timeline([Span(0, 60)]), beep=False)
    spans = [each.span for each in timeline.muted]
    for before, after in pairwise(spans):
        assert before.end < after.start
    for word in transcript.words:
        touched = [span for span in spans if span.overlap(word.span) > 1e-9]
        assert len(touched) == (word.text in SWEARS)
        assert all(span.overlap(word.span) >= word.span.duration - 1e-9 for span in touched)
    assert count == sum(word.text in SWEARS for word in transcript.words)


@same_every_time
@given(transcripts())
def test_masks_keep_length_punctuation_and_all_other_words(transcript: Transcript) -> None:
    hidden = masked(transcript, ENGLISH)
    for word, read in zip(transcript.words, hidden.words, strict=True):
        assert read.span == word.span
        assert len(read.text) == len(word.text)
        assert ("*" in read.text) == (word.text in SWEARS)
        assert read.text == word.text or word.text in SWEARS
        assert read.ends_sentence == word.ends_sentence
    assert masked(hidden, ENGLISH) == hidden
