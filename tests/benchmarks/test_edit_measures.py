"""What the benchmark of edits counts is what is there."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span
from autocut.model.vectors import Vectors
from benchmarks.cutters import evenly, kept, taken
from benchmarks.edit_measures import diversity, figures, last_words, shots_seen, spoilers, twice
from tests.builders import a_master, a_timeline, a_transcript, an_utterance, same_every_time

MASTER = a_master(60.0)


def cut_at(*times: float) -> tuple[Shot, ...]:
    """Shots that hard cuts part at the times."""
    bounds = [0.0, *times, 60.0]
    cuts = [None, *(Transition("cut", Span(time, time), 0.9) for time in times), None]
    return tuple(Shot(Span(bounds[k], bounds[k + 1]), cuts[k], cuts[k + 1]) for k in range(len(bounds) - 1))


TALK = a_transcript(
    an_utterance("One two three four.", 10.0, 14.0),
    an_utterance("Five six seven eight.", 20.0, 24.0),
    an_utterance("Nine ten eleven twelve.", 30.0, 34.0),
)
TOLD = Analysis(
    shots=cut_at(15.0, 15.2, 40.0),
    voice=(Span(10, 14), Span(20, 24), Span(30, 34)),
    transcript=TALK,
    meanings=Vectors.of([(1.0, 0.0), (0.0, 1.0), (0.6, 0.8)]),
)


def test_cuts_within_words_and_voice_are_counted_apart_from_those_in_pauses() -> None:
    found = figures(a_timeline([Span(9, 11.5), Span(19, 25), Span(30.5, 32.01)]), MASTER, TOLD)
    # 11.5 and 30.5 lie in the middle of words; at 32.01 one word ends and the next begins, within the voice.
    assert (found.cuts, found.in_words, found.in_voice) == (6, 2, 3)


def test_cuts_beside_another_shot_and_all_brief_shots_are_counted() -> None:
    found = figures(a_timeline([Span(14.9, 20), Span(50, 50.2), Span(30, 40)]), MASTER, TOLD)
    # 0.1 s of a shot at 14.9; the shot from 15.0 to 15.2 is brief by itself, and so is the clip of 0.2 s.
    assert (found.flashes, found.brief) == (1, 3)


def test_shots_go_on_where_the_master_does_and_end_at_cards() -> None:
    seen = list(shots_seen(a_timeline([Span(20, 22), Span(22, 25), 1.0, Span(25, 26)]), TOLD))
    assert seen == [Span(0, 5), Span(6, 7)]


def test_a_passage_ends_on_its_last_word_and_pauses_left_out_do_not_part_it() -> None:
    timeline = a_timeline([Span(9, 12), Span(13, 15), Span(19, 23)])
    assert [word and word.text for word in last_words(timeline, TALK.words)] == ["four.", "seven"]
    found = figures(timeline, MASTER, TOLD)
    assert (found.ends, found.passages) == (1, 2)
    assert figures(a_timeline([Span(50, 55)]), MASTER, TOLD).passages == 0


def test_versions_that_say_the_same_are_not_diverse() -> None:
    one, other, between = (a_timeline([span]) for span in (Span(9, 15), Span(19, 25), Span(29, 35)))
    assert diversity([one, one], TOLD) == pytest.approx(0, abs=1e-4)
    assert diversity([one, other], TOLD) == pytest.approx(1, abs=1e-4)
    assert diversity([one, other, between], TOLD) == pytest.approx(1 - 1.4 / 3, abs=1e-3)
    assert diversity([one], TOLD) is None
    assert diversity([one, other], replace(TOLD, meanings=Vectors())) is None


def test_clips_that_give_the_end_away_or_play_again_are_counted() -> None:
    timeline = a_timeline([Span(10, 20), Span(45, 55), 2.0, Span(19, 21)])
    assert spoilers(timeline, MASTER, 0.15) == 1
    assert twice(timeline) == 1


@same_every_time
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 40)), min_size=1, max_size=5),
    st.floats(0, 30), st.floats(0.1, 30),
)  # fmt: skip
def test_so_many_seconds_are_taken_from_where_they_are_asked_for(
    pieces: list[tuple[int, int]], skipped: float, seconds: float
) -> None:
    spans = [Span(start / 4, (start + length) / 4) for start, length in pieces]
    whole = sum(span.duration for span in spans)
    found = taken(spans, skipped, seconds)
    assert sum(span.duration for span in found) == pytest.approx(max(0.0, min(seconds, whole - skipped)), abs=1e-6)
    assert all(any(own.overlap(span) == pytest.approx(span.duration) for own in spans) for span in found)


@same_every_time
@given(st.integers(1, 9), st.floats(0.5, 60))
def test_a_uniform_cut_plays_equal_pieces_in_order(pieces: int, seconds: float) -> None:
    found = evenly(Span(0, 60), pieces, seconds)
    assert sum(span.duration for span in found) == pytest.approx(seconds)
    assert all(before.end <= after.start + 1e-9 for before, after in pairwise(found))
    assert 0 <= found[0].start <= found[-1].end <= 60 + 1e-9


def test_both_forms_of_the_silence_cutters_list_are_read() -> None:
    clip = {"src": "0", "start": 0, "dur": 60, "offset": 30, "stream": 0}
    own = {"timebase": "30/1", "v": [[clip]], "a": [[clip]]}
    for document in ({"version": "3", **own}, {"version": "unstable:3.0", "timeline": own}):
        assert kept(document) == (Span(1.0, 3.0),)
    assert kept({"timebase": "30000/1001", "v": [], "a": [[clip]]}) == (Span(1.001, 3.003),)
    assert kept({"timebase": "30/1", "v": [[]], "a": []}) == ()
