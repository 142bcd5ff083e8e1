from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autocut.analyze.speech.sentences import sentences
from autocut.lexicons import lexicon
from autocut.model.preset import Captions
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word
from autocut.model.timeline import Timeline
from autocut.plan.assemble import on_frames
from autocut.plan.captions.cues import cues
from tests.builders import (
    NTSC,
    a_master,
    a_preset,
    a_timeline,
    a_transcript,
    an_utterance,
    same_every_time,
    shots,
)

WIDE = replace(
    a_preset("x").captions,
    max_lines=2,
    max_line_length=42,
    max_characters_per_second=20.0,
    min_duration=0.833,
    max_duration=7.0,
    gap=0.083,
)
NARROW = replace(WIDE, max_line_length=24, max_characters_per_second=25.0, min_duration=0.7, max_duration=5.0, gap=0.0)
TEXTS = (
    "I",
    "the",
    "went,",
    "to",
    "see",
    "extraordinary",
    "Yes.",
    "counterrevolutionaries",
    "No!",
    "and",
    "Why?",
    "Ω—",
)


def spoken(*each: tuple[str, float, float]) -> Transcript:
    return a_transcript(*sentences(Word(text, Span(start, end)) for text, start, end in each))


QUICK = spoken(("Yes.", 10.0, 10.05), ("No.", 10.05, 10.5))
CUT = spoken(("Hello", 9.98, 10.3), ("there.", 10.3, 10.6))


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    time, said = 0.0, []
    for text in draw(st.lists(st.sampled_from(TEXTS), min_size=draw(st.integers(1, 60)), max_size=80)):
        start = time + draw(st.sampled_from([0.0, 0.0, 0.1, 0.4, 0.7, 3.0]))
        time = start + draw(st.sampled_from([0.02, 0.2, 0.35, 1.1]))
        said.append((text, round(start, 3), round(time, 3)))
    return spoken(*said)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """One to three clips in any order, on whole frames, with a card here and there."""
    bounds = sorted(draw(st.lists(st.floats(0, 40), min_size=2, max_size=6, unique=True)))
    master = a_master(60.0, NTSC)
    clips = [on_frames(Span(a, b), master) for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    pieces: list[Span | float] = [*draw(st.permutations(clips))]
    if draw(st.booleans()):
        pieces.insert(draw(st.integers(0, len(pieces))), 2.0)
    return a_timeline(pieces, NTSC)


styles = st.sampled_from([WIDE, NARROW, replace(NARROW, max_lines=1, max_line_length=12)])


def heard(transcript: Transcript, timeline: Timeline) -> list[str]:
    return [word.text for clip in timeline.clips if clip.card is None for word in transcript.over(clip.span)]


@same_every_time
@given(transcripts(), timelines(), styles)
@example(QUICK, a_timeline([Span(10, 20)]), WIDE)
@example(CUT, a_timeline([Span(10, 20)]), WIDE)
def test_cues_show_every_word_once_in_order_and_never_overlap(
    transcript: Transcript, timeline: Timeline, style: Captions
) -> None:
    found = cues(transcript, timeline, style)
    assert [word.text for cue in found for word in cue.words] == heard(transcript, timeline)
    for cue in found:
        assert " ".join(cue.lines) == " ".join(word.text for word in cue.words)
        assert cue.span.duration > 0
        assert len(cue.lines) <= style.max_lines
        assert all(len(line) <= style.max_line_length or " " not in line for line in cue.lines)
        assert len(cue.words) == 1 or cue.span.duration <= style.max_duration + 1e-9
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start + 1e-9


@same_every_time
@given(transcripts(), timelines(), styles)
@example(CUT, a_timeline([Span(10, 20)]), WIDE)
def test_cues_lie_in_timeline_time_within_the_clip_that_says_them(
    transcript: Transcript, timeline: Timeline, style: Captions
) -> None:
    placed = [span for clip, span in timeline.placed() if clip.card is None]
    for cue in cues(transcript, timeline, style):
        (home,) = [span for span in placed if span.start <= cue.span.start < span.end]
        assert cue.span.end <= home.end
        for word in cue.words:
            assert home.start <= word.span.start <= word.span.end <= home.end


def lines(transcript: Transcript, timeline: Timeline, style: Captions = WIDE) -> list[tuple[str, ...]]:
    return [cue.lines for cue in cues(transcript, timeline, style, lexicon("en"))]


def test_times_are_moved_from_the_master_to_the_timeline() -> None:
    transcript = spoken(("Late.", 30.0, 31.0), ("Early.", 5.0, 6.0))
    found = cues(transcript, a_timeline([Span(29, 33), 2.0, Span(4, 8)]), WIDE)
    assert [(cue.lines, cue.span.start) for cue in found] == [(("Late.",), 1.0), (("Early.",), 7.0)]
    assert [cue.words[0].span for cue in found] == [Span(1.0, 2.0), Span(7.0, 8.0)]


def test_words_of_a_passage_that_plays_twice_are_shown_twice() -> None:
    transcript = a_transcript(an_utterance("Once more.", 1, 3))
    assert lines(transcript, a_timeline([Span(0, 4), Span(0, 4)])) == [("Once more.",), ("Once more.",)]


def test_a_word_cut_by_the_end_of_its_clip_ends_with_the_clip() -> None:
    (cue,) = cues(spoken(("Finally", 1.0, 2.0), ("here.", 3.5, 4.2)), a_timeline([Span(3, 4)]), WIDE)
    assert cue.words == (Word("here.", Span(0.5, 1.0)),)
    assert cue.span == Span(0.48, 1.0)


def test_a_word_mostly_outside_its_clip_is_left_out() -> None:
    assert lines(spoken(("Gone.", 3.8, 4.6)), a_timeline([Span(3, 4)])) == []


def test_a_word_cut_by_the_start_of_the_first_clip_begins_with_the_clip() -> None:
    (cue,) = cues(CUT, a_timeline([Span(10, 20)]), WIDE)
    assert [word.span.start for word in cue.words] == pytest.approx([0.0, 0.3])


def test_a_yes_too_quick_to_be_read_is_shown_with_the_no_after_it() -> None:
    assert lines(QUICK, a_timeline([Span(10, 20)])) == [("Yes. No.",)]


def test_a_cue_stays_a_moment_after_the_last_word_but_not_into_the_next() -> None:
    first, second = cues(spoken(("Wait.", 1.0, 2.0), ("Go.", 2.2, 3.0)), a_timeline([Span(0, 10)]), WIDE)
    assert first.span.end == pytest.approx(2.2 - 3 / 25)
    assert second.span == Span(2.2, 3.52)


def test_a_short_word_is_shown_long_enough_to_be_read() -> None:
    (cue,) = cues(spoken(("Extraordinarily!", 1.0, 1.1)), a_timeline([Span(0, 10)]), WIDE)
    assert cue.span.duration == pytest.approx(21 / 25)
    (cue,) = cues(spoken(("Extraordinarily!", 1.0, 1.1)), a_timeline([Span(0, 10)]), replace(WIDE, min_duration=0.1))
    assert cue.span.duration == pytest.approx(16 / 20)


def test_sentences_long_pauses_and_voices_part_cues() -> None:
    said = [
        ("One", 0, 0.5), ("two.", 0.5, 1.5), ("Three", 1.6, 1.9), ("more", 1.9, 2.2), ("four", 3.8, 4.6),
        ("five.", 4.6, 5.0), ("Six.", 5.0, 6.0),
    ]  # fmt: skip
    transcript = spoken(*said)
    expected = [("One two.",), ("Three more",), ("four five.",), ("Six.",)]
    assert lines(transcript, a_timeline([Span(0, 10)])) == expected
    voices = [replace(each, speaker=voice) for each, voice in zip(QUICK.utterances, "AB", strict=True)]
    assert lines(a_transcript(*voices), a_timeline([Span(10, 20)])) == [("Yes.",), ("No.",)]


def test_a_line_breaks_where_it_reads_best() -> None:
    text = "Nobody knew what it was, so we all went up to see it."
    (shown,) = lines(a_transcript(an_utterance(text, 0, 5)), a_timeline([Span(0, 10)]))
    assert shown == ("Nobody knew what it was,", "so we all went up to see it.")


def test_a_line_does_not_end_on_an_article() -> None:
    text = "He went all the way up to the mountain and looked"
    (shown,) = lines(a_transcript(an_utterance(text, 0, 4)), a_timeline([Span(0, 10)]))
    assert shown[0].split()[-1] not in {"the", "to", "and"}


def test_a_word_longer_than_a_line_stands_alone_on_it() -> None:
    style = replace(NARROW, max_line_length=10)
    shown = lines(a_transcript(an_utterance("see counterrevolutionaries run", 0, 3)), a_timeline([Span(0, 10)]), style)
    assert [line for cue in shown for line in cue] == ["see", "counterrevolutionaries", "run"]


def test_nothing_said_gives_no_cues() -> None:
    assert cues(a_transcript(), a_timeline([Span(0, 10)]), WIDE) == ()
    assert cues(a_transcript(an_utterance("Elsewhere.", 20, 22)), a_timeline([Span(0, 10), 2.0]), WIDE) == ()


@same_every_time
@given(transcripts(), timelines(), styles, st.lists(st.floats(0, 50), max_size=8))
def test_cues_are_whole_frames_within_the_timeline_wherever_the_picture_is_cut(
    transcript: Transcript, timeline: Timeline, style: Captions, changes: list[float]
) -> None:
    style = replace(style, red_zone=7, green_zone=12, chain=0.5)
    found = cues(transcript, timeline, style, shots=shots(*sorted({0.0, *changes, 60.0})))
    for cue in found:
        for time in (cue.span.start, cue.span.end):
            assert time * NTSC == pytest.approx(round(time * NTSC), abs=1e-6)
        assert cue.span.end <= timeline.duration + 1e-9
        assert len(cue.words) == 1 or cue.span.duration <= style.max_duration + 1e-9
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start + 1e-9


def test_words_of_writing_without_spaces_are_shown_without() -> None:
    transcript = a_transcript(an_utterance("我 们 今 天 来。", 0, 2))
    assert lines(transcript, a_timeline([Span(0, 10)])) == [("我们今天来。",)]
