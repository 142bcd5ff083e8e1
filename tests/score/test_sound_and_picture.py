"""Signals of what is heard and seen, and of how it is spoken."""

from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.signal import Signal
from autocut.model.sound import LoudnessCurves, Sound, SoundKind
from autocut.model.span import Span
from autocut.model.speech import Turn
from autocut.score.audience import audience
from autocut.score.buildup import buildup
from autocut.score.closeups import closeups
from autocut.score.dialogue import dialogue
from autocut.score.dynamics import dynamics
from autocut.score.faces import faces
from autocut.score.loudness import loudness
from autocut.score.measure import ranks, standing
from autocut.score.motion import motion
from autocut.score.music import music
from autocut.score.pace import pace
from autocut.score.position import position
from tests.builders import a_material, a_subject, curves, seen, shots
from tests.score import measuring
from tests.score.measuring import is_none, value

FACE = Box(10, 10, 50, 50)
EMPTY = Signal(10.0, ())


def heard(kind: SoundKind, start: float, end: float, confidence: float = 0.9) -> Sound:
    return Sound(Span(start, end), kind, confidence)


def levels(*values: float) -> Analysis:
    """Loudness at ten values a second."""
    return Analysis(loudness=curves(values))


@pytest.mark.parametrize(
    "signal", [loudness, dynamics, buildup, motion, audience, music, faces, closeups, pace, dialogue]
)
def test_what_was_not_looked_for_is_not_measured(signal: measuring.Signal) -> None:
    assert is_none(signal, Analysis())


@pytest.mark.parametrize("signal", [loudness, dynamics, buildup, motion])
def test_an_empty_curve_has_nothing_to_measure(signal: measuring.Signal) -> None:
    assert is_none(signal, Analysis(loudness=LoudnessCurves(EMPTY, EMPTY, EMPTY), motion=EMPTY))


@pytest.mark.parametrize("signal", [loudness, motion])
def test_the_loudest_and_liveliest_passage_ranks_at_the_top_of_its_own_master(signal: measuring.Signal) -> None:
    values = (-30.0,) * 50 + (-20.0,) * 30 + (-10.0,) * 20
    measured = Analysis(loudness=curves(values), motion=Signal(10.0, values))
    assert value(signal, measured, Span(0, 5)) == pytest.approx(0.25)
    assert value(signal, measured, Span(5, 8)) == pytest.approx(0.65)
    assert value(signal, measured, Span(8, 10)) == pytest.approx(0.9)


def test_a_passage_past_the_end_of_a_signal_scores_nothing() -> None:
    measure = standing(Signal(10.0, (-20.0,) * 10))
    assert measure is not None
    assert measure(Span(5, 6)) == 0.0


@pytest.mark.parametrize("level", [-23.1, 0.1, 0.00123])
def test_a_level_that_never_changes_is_half_way_everywhere(level: float) -> None:
    measure = standing(Signal(10.0, (level,) * 600))
    assert measure is not None
    assert {measure(Span(start, start + 3)) for start in range(57)} == {0.5}


def test_ties_share_their_ranks() -> None:
    assert ranks([3.0, 1.0, 3.0, 2.0]) == [0.75, 0.125, 0.75, 0.375]


def test_dynamics_is_the_deviation_of_loudness_against_ten() -> None:
    assert value(dynamics, levels(*(-20.0, -24.0) * 50), Span(0, 10)) == pytest.approx(0.2)
    assert value(dynamics, levels(*(-20.0, -28.0) * 50), Span(0, 10)) == pytest.approx(0.4)
    assert value(dynamics, levels(*(0.0, -40.0) * 50), Span(0, 10)) == 1.0
    assert value(dynamics, levels(*(-20.0,) * 100), Span(0, 10)) == 0.0


def test_dynamics_hears_silence_as_50_below_and_not_the_pauses_between_words() -> None:
    silence = (*(-20.0,) * 50, *(-70.0,) * 50)
    assert value(dynamics, levels(*(-46.0, -120.0) * 50), Span(0, 10)) == pytest.approx(0.2)
    spoken = Analysis(loudness=curves(silence), voice=(Span(0, 5),))
    assert value(dynamics, spoken, Span(0, 10)) == 0.0
    assert value(dynamics, levels(*silence), Span(0, 10)) == 1.0


def test_a_buildup_is_how_much_louder_the_last_third_is_than_the_first() -> None:
    rising = levels(*(-30.0,) * 10, *(-10.0,) * 10, *(-24.0,) * 10)
    assert value(buildup, rising, Span(0, 3)) == pytest.approx(0.5)
    assert value(buildup, levels(*(-30.0,) * 15, *(-10.0,) * 15), Span(0, 3)) == 1.0
    assert value(buildup, levels(*(-10.0,) * 15, *(-30.0,) * 15), Span(0, 3)) == 0.0
    assert value(buildup, levels(*(-120.0,) * 15, *(-47.0,) * 15), Span(0, 3)) == pytest.approx(0.25)
    assert value(buildup, rising, Span(0, 0.2)) == 0.0


def test_an_audience_is_heard_in_the_passage_or_within_two_seconds_after_it() -> None:
    sounds = (heard("laughter", 12, 14, 0.8), heard("applause", 30, 35, 0.6), heard("music", 50, 60, 1.0))
    analysis = Analysis(sounds=sounds)
    assert value(audience, analysis, Span(10, 20)) == 0.8
    assert value(audience, analysis, Span(2, 11)) == 0.8
    assert value(audience, analysis, Span(2, 10)) == 0.0
    assert value(audience, analysis, Span(14, 20)) == 0.0
    assert value(audience, analysis, Span(0, 40)) == 0.8
    assert value(audience, analysis, Span(25, 29)) == 0.6
    assert value(audience, analysis, Span(50, 60)) == 0.0


def test_music_is_the_share_of_the_passage_in_which_it_is_heard() -> None:
    analysis = Analysis(sounds=(heard("music", 5, 10, 0.5), heard("music", 8, 12), heard("speech", 0, 20)))
    assert value(music, analysis, Span(0, 10)) == pytest.approx(0.5)
    assert value(music, analysis, Span(5, 12)) == pytest.approx(1.0)
    assert value(music, analysis, Span(12, 20)) == 0.0


def test_pace_counts_shots_against_two_seconds_each() -> None:
    cut = Analysis(shots=shots(0, 4, 8, 12, 13, 14, 15, 16, 60))
    assert value(pace, cut, Span(0, 8)) == pytest.approx(0.5)
    assert value(pace, cut, Span(12, 16)) == 1.0
    assert value(pace, cut, Span(20, 40)) == 0.0
    assert value(pace, cut, Span(20, 21)) == 0.0


def test_faces_is_the_share_of_the_samples_through_which_one_was_followed() -> None:
    samples = tuple(seen(time) for time in (0.0, 0.5, 1.0, 1.5, 2.0))
    followed = (a_subject(FACE, times=(0.5, 1.5)), a_subject(FACE, "person", times=(0.0, 2.0)))
    analysis = Analysis(faces=samples, subjects=followed)
    assert value(faces, analysis, Span(0, 2)) == pytest.approx(0.75)
    assert value(faces, analysis, Span(2, 3)) == 0.0
    assert value(faces, analysis, Span(3, 4)) == 0.0


def test_a_closeup_is_a_face_of_half_the_pictures_height() -> None:
    tall = [seen(0.0, Box(0, 0, 50, 360)), seen(0.5, Box(0, 0, 50, 180)), seen(1.0), seen(1.5, Box(0, 0, 9, 700))]
    analysis = Analysis(faces=tuple(tall))
    assert value(closeups, analysis, Span(0, 0.5)) == 1.0
    assert value(closeups, analysis, Span(0, 1)) == pytest.approx(0.75)
    assert value(closeups, analysis, Span(0, 2)) == pytest.approx(0.625)
    assert value(closeups, analysis, Span(3, 4)) == 0.0


def test_of_several_faces_the_largest_which_comes_first_makes_the_closeup() -> None:
    both = seen(0.0, Box(0, 0, 9, 360), Box(0, 0, 9, 90))
    assert value(closeups, Analysis(faces=(both,)), Span(0, 1)) == 1.0


def test_without_a_picture_there_are_no_closeups() -> None:
    assert closeups(a_material(Analysis(faces=(seen(0.0, FACE),)), size=None)) is None


def test_dialogue_counts_changes_of_the_speaker_against_one_in_five_seconds() -> None:
    turns = (Turn(Span(0, 4), "A"), Turn(Span(4, 9), "A"), Turn(Span(10, 15), "B"), Turn(Span(16, 20), "A"))
    analysis = Analysis(turns=turns)
    assert value(dialogue, analysis, Span(0, 20)) == pytest.approx(0.5)
    assert value(dialogue, analysis, Span(8, 18)) == 1.0
    assert value(dialogue, analysis, Span(0, 9)) == 0.0


def test_position_is_where_in_the_master_the_passage_lies() -> None:
    measure = position(a_material(whole=Span(10.0, 60.0)))
    assert measure is not None
    assert measure(Span(10, 20)) == pytest.approx(0.1)
    assert measure(Span(50, 60)) == pytest.approx(0.9)
    assert measure(Span(0, 5)) == 0.0
    assert position(a_material(whole=Span(0.0, 0.0))) is None
