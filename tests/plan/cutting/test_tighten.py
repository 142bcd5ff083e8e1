"""Pauses become shorter and fillers go, where nothing that is said or shown is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.preset import Editing, Tighten
from autocut.model.sound import Sound
from autocut.model.span import Span
from autocut.model.speech import Utterance, Word
from autocut.model.timeline import Timeline
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.join import joined
from autocut.plan.cutting.slivers import LEAST_FRAMES
from autocut.plan.cutting.tighten import tightened
from autocut.plan.footage import Footage
from tests.builders import PAL, a_master, a_transcript, an_utterance, same_every_time, shots
from tests.plan.cutting.test_bounds import footages

TALK = (an_utterance("One two three.", 1.0, 4.0), an_utterance("Four five six.", 6.0, 9.0))


def said(text: str, *spans: tuple[float, float], sure: float = 0.9) -> Utterance:
    """A sentence with each word at its own time."""
    words = tuple(Word(word, Span(*span), sure) for word, span in zip(text.split(), spans, strict=True))
    return Utterance(Span(words[0].span.start, words[-1].span.end), words)


def places(
    tighten: Tighten,
    talk: Sequence[Utterance] = TALK,
    *,
    voice: Sequence[Span] = (),
    sounds: Sequence[Sound] = (),
    changes: Sequence[float] = (),
    black: Sequence[Span] = (),
) -> Bounds:
    known = Analysis(
        shots=shots(0.0, *changes, 20.0),
        voice=tuple(voice),
        transcript=a_transcript(*talk),
        sounds=tuple(sounds),
        black=tuple(black),
    )
    return Bounds(Footage(a_master(20.0), known, lexicon("en")), Editing(tighten=tighten))


def ends(pieces: Sequence[Span]) -> list[tuple[float, float]]:
    return [(round(piece.start, 3), round(piece.end, 3)) for piece in pieces]


WHOLE = Span(0.8, 9.2)


def test_a_long_pause_becomes_short() -> None:
    assert ends(tightened(WHOLE, places("tight"))) == [(0.8, 4.12), (5.92, 9.2)]
    assert ends(tightened(WHOLE, places("gentle"))) == [(0.8, 4.28), (5.84, 9.2)]


def test_where_the_preset_tightens_nothing_all_stays() -> None:
    assert tightened(WHOLE, places("off")) == (WHOLE,)


def test_a_pause_of_half_a_second_is_short_enough_for_the_gentle_and_not_for_the_tight() -> None:
    talk = (an_utterance("One two.", 1.0, 4.0), an_utterance("Three four.", 4.5, 9.0))
    assert len(tightened(WHOLE, places("gentle", talk))) == 1
    assert ends(tightened(WHOLE, places("tight", talk))) == [(0.8, 4.12), (4.4, 9.2)]


def test_a_voice_in_the_pause_stays_whole() -> None:
    assert ends(tightened(WHOLE, places("tight", voice=[Span(4.8, 5.2)]))) == [(0.8, 4.12), (4.72, 5.32), (5.92, 9.2)]


@pytest.mark.parametrize("kind", ["laughter", "applause", "music"])
def test_laughter_applause_and_music_are_no_silence(kind: str) -> None:
    heard = Sound(Span(4.2, 5.8), kind, 0.9)  # type: ignore[arg-type]
    assert tightened(WHOLE, places("tight", sounds=[heard])) == (WHOLE,)
    noise = Sound(Span(4.2, 5.8), "noise", 0.9)
    assert len(tightened(WHOLE, places("tight", sounds=[noise]))) == 2


def test_a_pause_in_which_one_scene_gives_way_to_another_is_left_as_it_is() -> None:
    assert tightened(WHOLE, places("tight", black=[Span(4.5, 5.0)])) == (WHOLE,)
    assert len(tightened(WHOLE, places("tight", black=[Span(0.0, 4.0), Span(6.0, 9.0)]))) == 2


def test_a_filler_between_gaps_goes_and_what_is_said_stays() -> None:
    talk = (said("So um we start.", (1, 1.4), (1.6, 2.0), (2.2, 2.5), (2.5, 3.0)),)
    assert ends(tightened(Span(0.8, 3.2), places("gentle", talk))) == [(0.8, 1.56), (2.04, 3.2)]


def test_a_filler_that_runs_into_its_neighbour_stays() -> None:
    talk = (said("So um we start.", (1, 1.4), (1.6, 2.0), (2.2, 2.5), (2.5, 3.0)),)
    slurred = [Span(1.0, 1.4), Span(1.6, 3.0)]
    assert len(tightened(Span(0.8, 3.2), places("gentle", talk, voice=slurred))) == 1


def test_a_filler_that_the_model_is_not_sure_of_stays() -> None:
    talk = (said("So um we start.", (1, 1.4), (1.6, 2.0), (2.2, 2.5), (2.5, 3.0), sure=0.3),)
    assert len(tightened(Span(0.8, 3.2), places("gentle", talk))) == 1


def test_you_know_goes_only_where_it_is_tight_and_not_a_part_of_the_sentence() -> None:
    aside = (said("It is, you know, late.", (1, 1.2), (1.2, 1.5), (1.7, 1.9), (1.9, 2.1), (2.3, 2.8)),)
    assert len(tightened(Span(0.8, 3.0), places("gentle", aside))) == 1
    assert len(tightened(Span(0.8, 3.0), places("tight", aside))) == 2
    meant = (said("Do you know him?", (1, 1.2), (1.2, 1.5), (1.5, 1.9), (1.9, 2.8)),)
    assert len(tightened(Span(0.8, 3.0), places("tight", meant))) == 1


def test_of_two_takes_the_last_stays() -> None:
    talk = (
        an_utterance("Welcome to the show.", 1.0, 2.0),
        an_utterance("Today we will talk of bread.", 3.0, 5.0),
        an_utterance("Today we shall talk of bread.", 6.0, 8.0),
        an_utterance("It is old.", 8.5, 9.0),
    )
    assert ends(tightened(WHOLE, places("gentle", talk))) == [(0.8, 2.28), (5.84, 9.2)]
    assert len(tightened(WHOLE, places("off", talk))) == 1


def test_a_false_start_goes_where_the_sentence_begins_anew() -> None:
    talk = (
        an_utterance("Welcome to the show.", 1.0, 2.0),
        an_utterance("What we found was", 2.3, 3.5),
        an_utterance("What we found was a machine.", 4.0, 7.0),
    )
    assert ends(tightened(WHOLE, places("gentle", talk)))[0][1] < 2.3


def test_a_refrain_by_another_speaker_is_no_second_take() -> None:
    one = replace(an_utterance("Today we will talk of bread.", 3.0, 5.0), speaker="A")
    other = replace(an_utterance("Today we will talk of bread.", 5.5, 8.0), speaker="B")
    talk = (an_utterance("Welcome to the show.", 1.0, 2.5), one, other)
    assert len(tightened(WHOLE, places("gentle", talk))) == 1


def test_a_shot_change_in_the_first_word_after_a_join_makes_a_j_cut() -> None:
    """Words resume at 6.0 s, the shot changes at 6.12 s: the sound joins first and the picture cuts on the change."""
    talk = (an_utterance("One two three.", 1.0, 5.6), an_utterance("Four five six.", 6.0, 9.0))
    bounds = places("tight", talk, voice=[Span(1, 5.6), Span(6.0, 9.0)], changes=[6.12])
    pieces = tightened(WHOLE, bounds)
    first, second = joined(pieces, bounds)
    assert second.lead == pytest.approx(6.12 - pieces[1].start)
    assert second.span.start == pytest.approx(6.12)
    assert first.span.end == pytest.approx(pieces[0].end + second.lead)
    heard = [clip.span for clip, _ in Timeline(PAL, (first, second)).heard()]
    assert ends(heard) == ends(pieces)


def test_a_shot_change_in_the_last_word_before_a_join_makes_an_l_cut() -> None:
    talk = (an_utterance("One two three.", 1.0, 5.6), an_utterance("Four five six.", 6.6, 9.0))
    bounds = places("tight", talk, changes=[5.52])
    pieces = tightened(WHOLE, bounds)
    first, second = joined(pieces, bounds)
    assert first.span.end == pytest.approx(5.52)
    assert second.lead == pytest.approx(5.52 - pieces[0].end)
    heard = [clip.span for clip, _ in Timeline(PAL, (first, second)).heard()]
    assert ends(heard) == ends(pieces)


@same_every_time
@given(footages(), st.sampled_from(["gentle", "tight"]))
def test_what_is_left_out_holds_no_voice_and_leaves_no_sliver(footage: Footage, tighten: Tighten) -> None:
    bounds = Bounds(footage, Editing(tighten=tighten))
    pieces = tightened(footage.master.picture, bounds)
    assert pieces == tightened(footage.master.picture, bounds)
    assert (pieces[0].start, pieces[-1].end) == (0.0, footage.master.picture.end)
    for before, after in pairwise(pieces):
        hole = Span(before.end, after.start)
        assert hole.duration > 0.1
        assert all(voice.overlap(hole) < 1e-6 for voice in bounds.voice)
        assert bounds.slivers.lead(before.end, after.start) is not None
    clips = joined(pieces, bounds)
    rate = footage.master.video.frame_rate
    assert all(clip.span.duration * rate > LEAST_FRAMES - 1 for clip in clips)
    for (clip, _), piece in zip(Timeline(rate, clips).heard(), pieces, strict=True):
        assert (clip.span.start, clip.span.end) == pytest.approx((piece.start, piece.end), abs=0.51 / float(rate))
