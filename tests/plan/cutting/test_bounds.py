"""Clips begin and end where nobody speaks, on whole frames, on shot changes in reach, and show no slivers of shots."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.preset import Editing
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.slivers import LEAST_FRAMES
from autocut.plan.footage import Footage
from tests.builders import FILM, NTSC, PAL, a_master, a_transcript, an_utterance, same_every_time, shots

TALK = (an_utterance("One two three.", 1.0, 4.0), an_utterance("Four five six.", 6.0, 9.0))
FRAME = 0.04


def bounds(
    voice: Sequence[Span] = (), changes: Sequence[float] = (), *, edit: Editing = Editing(), said: bool = True
) -> Bounds:
    """Two sentences at 1-4 s and 6-9 s of a master of 20 s at 25 frames a second."""
    cuts = shots(0.0, *changes, 20.0)
    known = Analysis(shots=cuts, voice=tuple(voice), transcript=a_transcript(*(TALK if said else ())))
    return Bounds(Footage(a_master(20.0), known), edit)


def ends(places: Bounds, span: Span) -> tuple[float, float]:
    settled = places.settled(span)
    assert settled is not None
    return settled.start, settled.end


def test_a_passage_gets_its_pre_roll_and_its_post_roll() -> None:
    assert ends(bounds(), Span(5.8, 9.2)) == pytest.approx((5.84, 9.28))
    edit = Editing(pre_roll=0.4, post_roll=0.08)
    assert ends(bounds(edit=edit), Span(5.8, 9.2)) == pytest.approx((5.6, 9.08))


def test_a_voice_beyond_the_words_is_not_cut_either() -> None:
    drawn_out = bounds([Span(1.0, 4.6), Span(5.9, 9.5)])
    assert ends(drawn_out, Span(5.8, 9.2)) == pytest.approx((5.76, 9.8))
    assert ends(drawn_out, Span(0.8, 4.2)) == pytest.approx((0.84, 4.88))


def test_where_the_voice_leaves_no_gap_there_is_no_bound() -> None:
    assert bounds([Span(1.0, 9.0)]).settled(Span(5.8, 9.2)) is None
    assert bounds([Span(1.0, 9.0)]).settled(Span(0.5, 4.2)) is None
    assert bounds([Span(1.0, 9.0)]).settled(Span(0.8, 9.2)) is not None


def test_a_gap_of_less_than_a_frame_may_have_no_bound() -> None:
    assert bounds([Span(1.0, 5.41), Span(5.43, 9.0)]).settled(Span(5.8, 9.2)) is None


def test_a_shot_change_within_reach_is_where_the_clip_begins_and_ends() -> None:
    assert ends(bounds(changes=[5.6, 9.6]), Span(5.8, 9.2)) == pytest.approx((5.6, 9.6))
    assert ends(bounds(changes=[4.8, 10.4]), Span(5.8, 9.2)) == pytest.approx((5.84, 9.28))


def test_no_sliver_of_another_shot_is_left() -> None:
    """The change at 6.2 s is within the first word: 12 frames before it are all of the pause that can be used."""
    assert ends(bounds(changes=[6.2]), Span(5.8, 9.2)) == pytest.approx((5.72, 9.28))
    assert ends(bounds(changes=[8.9]), Span(5.8, 9.2)) == pytest.approx((5.84, 9.4))
    assert bounds([Span(1, 5.8)], changes=[6.2]).settled(Span(5.8, 9.2)) is None


def test_a_dissolve_is_left_before_the_clip_begins() -> None:
    dissolve = Transition("dissolve", Span(5.2, 5.7), 0.9)
    cuts = (Shot(Span(0, 5.45), closing=dissolve), Shot(Span(5.45, 20), opening=dissolve))
    settled = Bounds(Footage(a_master(20.0), Analysis(shots=cuts, transcript=a_transcript(*TALK))), Editing())
    assert settled.opening(5.8) == pytest.approx(5.72)
    assert settled.closing(4.8) == pytest.approx(4.28)


def test_far_from_any_voice_a_bound_stays_where_it_is() -> None:
    assert bounds().settled(Span(12.0, 18.0)) == Span(12.0, 18.0)
    assert bounds(said=False).settled(Span(0.0, 20.0)) == Span(0.0, 20.0)


def test_the_gaps_are_what_lies_between() -> None:
    assert list(bounds([Span(4.5, 5.0)]).gaps(Span(3.0, 7.0))) == [Span(4.0, 4.5), Span(5.0, 6.0)]
    assert list(bounds().gaps(Span(2.1, 2.5))) == []


@st.composite
def footages(draw: st.DrawFn) -> Footage:
    """Voices, words and shots of 30 s by chance."""
    rate: Fraction = draw(st.sampled_from([PAL, FILM, NTSC, Fraction(60)]))
    times = st.floats(0, 30, allow_nan=False).map(lambda time: round(time, 3))
    edges = sorted(draw(st.lists(times, max_size=20, unique=True)))
    voice = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    told = sorted(draw(st.lists(times, max_size=8, unique=True)))
    said = [an_utterance("So it is.", a, b) for a, b in zip(told[::2], told[1::2], strict=False)]
    cuts = sorted({0.0, 30.0, *draw(st.lists(times, max_size=12))})
    master = a_master(30.0, rate, start=draw(st.sampled_from([0.0, 0.834, 0.01])))
    return Footage(master, Analysis(shots=shots(*cuts), voice=voice, transcript=a_transcript(*said)))


@same_every_time
@given(footages(), st.floats(0, 29), st.floats(0.5, 29))
def test_no_bound_ever_lies_in_the_voice_or_leaves_a_sliver(footage: Footage, start: float, length: float) -> None:
    places = Bounds(footage, Editing())
    settled = places.settled(Span(start, min(30.0, start + length)))
    if settled is None:
        return
    rate = footage.master.video.frame_rate
    cuts = [shot.span.start for shot in footage.analysis.shots[1:]]
    for time in (settled.start, settled.end):
        assert not any(span.start < time < span.end for span in places.voice)
        frames = (time - footage.master.video.start % float(1 / rate)) * float(rate)
        assert time == 0.0 or frames == pytest.approx(round(frames), abs=1e-3)
    least = (LEAST_FRAMES - 0.5) / float(rate)
    assert settled.duration >= least
    half = 0.5 / float(rate)
    assert not any(half < cut - settled.start < least or half < settled.end - cut < least for cut in cuts)
    assert Bounds(footage, Editing()).settled(Span(start, min(30.0, start + length))) == settled
