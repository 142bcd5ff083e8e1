"""Cuts fall on beats, and pieces are as long as the arc wants them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.brought import Brought, Tune
from autocut.model.preset import Editing
from autocut.model.span import frame_count
from autocut.model.timeline import Timeline
from autocut.plan.assemble import frame_rate, on_frames
from autocut.plan.choice import Choice
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.footage import Footage
from autocut.plan.trailer import trailer
from autocut.plan.trailer.arc import Lengths
from autocut.plan.trailer.piece import Piece, Placed, Role
from autocut.plan.trailer.rhythm import Pulse, cut, wished
from tests.builders import FILM, NTSC, PAL, a_master, a_preset, a_segment, same_every_time, some_passages
from tests.plan.trailer.films import drama, scenery

PRESET = a_preset("trailer-landscape", "score.minimum=0")
SCENERY, DRAMA = scenery(), drama()


def made(film: Analysis, tune: Tune, rate: Fraction = PAL) -> tuple[Choice, Timeline]:
    master = a_master(150.0, rate)
    footage = Footage(master, film, lexicon("en"), Brought(tune))
    (choice,) = trailer(footage, some_passages(master, film, PRESET), PRESET)
    return choice, Timeline(frame_rate(master, PRESET.canvas), choice.clips, choice.music)


def a_tune(period: float, first: float = 0.0, duration: float = 120.0) -> Tune:
    count = int((duration - first) / period)
    return Tune("/music/tune.wav", duration, tuple(first + period * k for k in range(count)))


def off_beat(timeline: Timeline, tune: Tune, film: Analysis) -> list[int]:
    """By how many frames the end of each piece in which nobody speaks is off the nearest beat."""
    beats = [frame_count(beat, timeline.frame_rate) for beat in tune.beats]
    off = []
    for clip, placed in timeline.placed():
        spoken = film.transcript is not None and film.transcript.over(clip.span)
        if clip.of_master and not spoken:
            end = frame_count(placed.end, timeline.frame_rate)
            off.append(min(abs(end - beat) for beat in beats))
    return off


@pytest.mark.parametrize(("period", "first"), [(0.5, 0.1), (0.37, 0.0), (0.7, 0.4)])
@pytest.mark.parametrize("rate", [PAL, FILM, NTSC], ids=str)
def test_pieces_in_which_nobody_speaks_end_on_beats(period: float, first: float, rate: Fraction) -> None:
    for film in (SCENERY, DRAMA):
        tune = a_tune(period, first)
        choice, timeline = made(film, tune, rate)
        assert choice.music is not None
        assert choice.music.source == tune.path
        assert choice.music.span.start == 0
        assert choice.music.span.end == pytest.approx(timeline.duration)
        assert max(off_beat(timeline, tune, film)) <= 1
        assert PRESET.duration.min <= timeline.duration <= PRESET.duration.max


@same_every_time
@given(
    lengths=st.lists(st.integers(20, 50).map(lambda k: k / 10), min_size=3, max_size=9),
    gaps=st.lists(st.integers(20, 120).map(lambda k: k / 100), min_size=120, max_size=120),
    rate=st.sampled_from([PAL, FILM, NTSC]),
)
def test_whatever_the_beats_an_end_is_on_the_one_that_is_next_to_where_it_should_be(
    lengths: list[float], gaps: list[float], rate: Fraction
) -> None:
    master = a_master(150.0, rate)
    frame = 1 / float(rate)
    beats = tuple(frame_count(beat, rate) for beat in accumulate(gaps))
    pieces = [a_segment(10.0 * k, 10.0 * k + own, 0.5) for k, own in enumerate(lengths)]
    places = [Placed(Piece(each, on_frames(each.span, master), 0.0), "build") for each in pieces]
    wanted = [0.6 * own for own in lengths]
    spans = cut(places, wanted, Bounds(Footage(master), Editing()), Pulse(rate, beats))
    ends = list(accumulate(frame_count(span.duration, rate) for span in spans))
    for end, begin, due, own in zip(ends, [0, *ends], accumulate(wanted), lengths, strict=False):
        reach = [beat for beat in beats if 13 < beat - begin < own / frame - 1]
        assert not reach or min(abs(end - beat) for beat in beats) <= 1
        nearest = min((abs(beat * frame - due) for beat in reach), default=None)
        assert nearest is None or abs(end * frame - due) <= nearest + 2 * frame


def test_without_beats_nothing_is_moved_and_with_them_cuts_are() -> None:
    tune = a_tune(0.5)
    _, still = made(SCENERY, replace(tune, beats=()))
    assert max(off_beat(still, tune, SCENERY)) > 1


def test_what_is_said_is_not_cut_for_a_beat() -> None:
    assert DRAMA.transcript is not None
    choice, _ = made(DRAMA, a_tune(0.5))
    spoken = [clip for clip in choice.clips if clip.of_master and DRAMA.transcript.over(clip.span)]
    assert spoken
    assert {clip.span.duration for clip in spoken} == {3.0}


def test_speech_keeps_its_level_over_music_and_other_sound_is_turned_down() -> None:
    assert DRAMA.transcript is not None
    choice, _ = made(DRAMA, a_tune(0.5))
    gains = {bool(DRAMA.transcript.over(clip.span)): clip.gain for clip in choice.clips if clip.of_master}
    assert gains == {True: 0.0, False: -12.0}
    assert {clip.gain for clip in made(scenery(music=True), a_tune(0.5))[0].clips if clip.of_master} == {-96.0}


def test_a_trailer_does_not_outlast_its_music_where_that_can_be() -> None:
    choice, timeline = made(SCENERY, a_tune(0.5, duration=22.0))
    assert 20 <= timeline.duration <= 22
    assert choice.notes == ()
    choice, timeline = made(SCENERY, a_tune(0.5, duration=8.0))
    assert choice.notes == (f"its music ends {timeline.duration - 8:.1f} s before it does",)
    assert choice.music is not None
    assert choice.music.span.end == 8.0


LENGTHS = Lengths(20.0, 0.8)
ROLES: tuple[Role, ...] = ("open", "build", "build", "build", "best")


@same_every_time
@given(
    lengths=st.lists(st.integers(10, 80).map(lambda k: k / 10), min_size=5, max_size=5),
    texts=st.lists(st.sampled_from(["", "", "Yes."]), min_size=5, max_size=5),
    seconds=st.integers(4, 30).map(float),
)
def test_pieces_fill_the_time_where_they_can(lengths: list[float], texts: list[str], seconds: float) -> None:
    pieces = [a_segment(10.0 * k, 10.0 * k + own, 0.5, texts[k]) for k, own in enumerate(lengths)]
    places = [Placed(Piece(each, each.span, 0.0), role) for each, role in zip(pieces, ROLES, strict=True)]
    found = wished(places, LENGTHS, seconds)
    least = sum(own if text else 0.8 for own, text in zip(lengths, texts, strict=True))
    assert sum(found) == pytest.approx(min(sum(lengths), max(least, seconds)), abs=0.05)
    for length, own, text in zip(found, lengths, texts, strict=True):
        assert length == pytest.approx(own) if text else 0.8 - 1e-6 <= length <= own + 1e-6
    if not any(texts) and min(lengths) == 8.0:
        assert all(before > after for before, after in pairwise(found[1:4]))
