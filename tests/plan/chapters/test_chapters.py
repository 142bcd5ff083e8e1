"""Chapters lie where topics change, in timeline time, as YouTube takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.lexicon import Lexicon
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word
from autocut.model.timeline import Chapter, Timeline
from autocut.model.vectors import Vectors
from autocut.plan.chapters.chapters import chapters
from autocut.plan.chapters.lines import Line, lines_of
from autocut.plan.footage import Footage
from autocut.plan.full import full
from tests.builders import a_master, a_preset, a_timeline, a_transcript, an_utterance, same_every_time, shots
from tests.plan.talks import a_talk_about, talks

TALK = Analysis(transcript=a_talk_about("garden", "sea", "kitchen"), shots=shots(0.0, 59.5, 90.0, 119.0, 180.0))
DIRECTIONS = Vectors.of([(1.0, 0.0, 0.0)] * 12 + [(0.0, 1.0, 0.0)] * 12 + [(0.0, 0.0, 1.0)] * 12)
ONE_TOPIC = Vectors.of([(1.0, 0.0)] * 36)
TWO_TOPICS = Vectors.of([(1.0, 0.0)] * 18 + [(0.0, 1.0)] * 18)


def chaptered(
    analysis: Analysis = TALK, pieces: Sequence[Span | float] = (Span(0, 180),), language: str = "en"
) -> tuple[tuple[Chapter, ...], str]:
    return chapters(Footage(a_master(180.0), analysis, lexicon(language)), a_timeline(pieces))


def times(found: tuple[tuple[Chapter, ...], str]) -> list[float]:
    return [round(chapter.time, 3) for chapter in found[0]]


@pytest.mark.parametrize("meanings", [Vectors(), DIRECTIONS])
@pytest.mark.parametrize("language", ["en", "it"])
def test_chapters_begin_where_topics_change(meanings: Vectors, language: str) -> None:
    assert times(chaptered(replace(TALK, meanings=meanings), language=language)) == [0.0, 59.5, 119.0]


def test_away_from_a_shot_change_a_chapter_begins_in_the_pause() -> None:
    assert times(chaptered(replace(TALK, shots=()))) == [0.0, 59.8, 119.8]
    pauseless = replace(TALK, shots=(), transcript=a_talk_about("garden", "sea", "kitchen", seconds=5.0, pause=0.0))
    assert times(chaptered(pauseless)) == [0.0, 60.0, 120.0]


def test_titles_are_of_what_only_their_chapter_speaks_of() -> None:
    (garden, sea, kitchen), note = chaptered()
    assert note == ""
    assert garden.title != sea.title != kitchen.title
    assert all(chapter.title[0].isupper() for chapter in (garden, sea, kitchen))


def test_words_that_are_perhaps_not_said_make_no_titles() -> None:
    def unsure(word: Word) -> Word:
        return replace(word, probability=0.2 if word.text in ("rose", "spade", "soil", "seed") else 0.9)

    assert TALK.transcript is not None
    said = tuple(replace(u, words=tuple(map(unsure, u.words))) for u in TALK.transcript.utterances)
    (garden, *_), _ = chaptered(replace(TALK, transcript=replace(TALK.transcript, utterances=said)))
    assert not set(garden.title.lower().replace(",", "").split()) & {"rose", "spade", "soil", "seed"}


def test_times_are_those_of_the_version_and_not_of_the_master() -> None:
    assert times(chaptered(pieces=[Span(0, 30), Span(40, 100), Span(105, 180)])) == [0.0, 49.5, 104.0]
    assert times(chaptered(pieces=[2.0, Span(0, 180)])) == [0.0, 61.5, 121.0]


def test_a_cut_that_leaves_out_the_beginning_of_a_topic_begins_its_chapter() -> None:
    assert times(chaptered(pieces=[Span(0, 50.5), Span(69.8, 180)])) == pytest.approx([0.0, 50.5, 99.7], abs=0.04)


@pytest.mark.parametrize(
    ("analysis", "length", "note"),
    [
        (TALK, 59.0, ""),
        (Analysis(), 180.0, ""),
        (replace(TALK, transcript=Transcript("en", (), "")), 180.0, ""),
        (replace(TALK, meanings=TWO_TOPICS), 180.0, "no chapters: fewer than 3 topics can be told apart"),
        (replace(TALK, meanings=ONE_TOPIC), 180.0, "no chapters: fewer than 3 topics can be told apart"),
    ],
)
def test_where_there_are_too_few_topics_a_note_says_so(analysis: Analysis, length: float, note: str) -> None:
    found, said = chaptered(analysis, [Span(0, length)])
    assert found == ()
    assert said == note


def test_a_full_version_has_chapters_where_its_preset_asks() -> None:
    footage = Footage(a_master(180.0), TALK, lexicon("en"))
    (choice,) = full(footage, [], a_preset("youtube-full", "edit.chapters=true"))
    assert [chapter.time for chapter in choice.chapters] == [0.0, 59.5, 119.0]
    assert choice.notes == ()
    (plainly,) = full(footage, [], a_preset("youtube-full", "edit.chapters=false"))
    assert plainly.chapters == ()
    (silent,) = full(Footage(a_master(180.0)), [], a_preset("youtube-full", "edit.chapters=true"))
    assert silent.notes == ()


def test_lines_are_the_sentences_that_are_played_in_the_time_of_the_version() -> None:
    known = Analysis(transcript=a_talk_about("sea", sentences=4), shots=shots(0, 4.5, 20))
    found = lines_of(known, a_timeline([Span(0, 11), Span(14, 20)]))
    assert [(line.number, line.start, line.pause, line.changes) for line in found] == [
        (0, 0.0, 0.0, (0.0,)),
        (1, 5.0, pytest.approx(1.0), (4.5,)),
        (2, 10.0, pytest.approx(1.0), ()),
        (3, 12.0, pytest.approx(1.0), (11.0,)),
    ]


def test_what_is_said_at_once_makes_no_pause() -> None:
    lines = [an_utterance("Long.", 0, 20), an_utterance("Short.", 5, 8), an_utterance("Late.", 21, 22)]
    *_, last = lines_of(Analysis(transcript=a_transcript(*lines)), a_timeline([Span(0, 30)]))
    assert last.pause == pytest.approx(1.0)


@same_every_time
@given(talks(), st.sampled_from([lexicon("en"), Lexicon()]), st.booleans())
def test_chapters_are_as_youtube_takes_them(
    talk: tuple[Transcript, Sequence[Span]], language: Lexicon, has_shots: bool
) -> None:
    said, played = talk
    end = said.utterances[-1].span.end + 1
    cuts = shots(*sorted({0.0, *(sentence.span.end for sentence in said.utterances[1::2]), end})) if has_shots else ()
    footage = Footage(a_master(end), Analysis(transcript=said, shots=cuts), language)
    timeline: Timeline = a_timeline(played)
    found, note = chapters(footage, timeline)
    assert (found, note) == chapters(footage, timeline)
    assert not (found and note)
    if found:
        assert found[0].time == 0
        assert len(found) >= 3
        bounds = [*(chapter.time for chapter in found), timeline.duration]
        assert all(later - earlier >= 10 for earlier, later in pairwise(bounds))
        assert len({chapter.title for chapter in found}) == len(found)
        assert all(0 < len(chapter.title) <= 49 for chapter in found)


@same_every_time
@given(talks())
def test_lines_are_in_order_and_lie_in_the_version(talk: tuple[Transcript, Sequence[Span]]) -> None:
    said, played = talk
    timeline = a_timeline(played)
    found = lines_of(Analysis(transcript=said), timeline)
    assert all(earlier.start < later.start and earlier.number < later.number for earlier, later in pairwise(found))
    for line in found:
        assert 0 <= line.pause <= line.start <= timeline.duration
        assert all(line.start - line.pause <= time <= line.start for time in line.changes)
    assert isinstance(found, tuple)
    assert all(isinstance(line, Line) for line in found)
