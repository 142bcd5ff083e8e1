"""What a trailer may be made of: nothing twice, nothing of the ending, what is clear before what is not."""

from __future__ import annotations

from dataclasses import replace

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.sight import Appearance, TextRegion
from autocut.model.signal import Signal
from autocut.model.span import Span
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.footage import Footage
from autocut.plan.trailer.looks import seen_again
from autocut.plan.trailer.piece import Piece, Placed
from autocut.plan.trailer.pool import pool, said_twice
from tests.builders import a_master, a_preset, a_segment, shots
from tests.plan.trailer.films import scenery

MASTER = a_master(150.0)
PRESET = a_preset("trailer-landscape", "score.minimum=0.2", "edit.never=['00:30-00:33']")
ALLOWED = Span(0, 127.5)
FILM = scenery()


def of(start: float, end: float, film: Analysis = FILM) -> tuple[Piece, ...]:
    """The pieces that one passage of the film gives."""
    bounds = Bounds(Footage(MASTER, film), PRESET.edit)
    return pool([a_segment(start, end, 0.9)], (), bounds, ALLOWED, PRESET).pieces


def test_what_may_not_be_shown_is_refused_with_a_reason() -> None:
    segments = [a_segment(0, 3, 0.9), a_segment(3, 6, 0.1), a_segment(30, 33, 0.9), a_segment(126, 129, 0.9)]
    found = pool(segments, (), Bounds(Footage(MASTER, FILM), PRESET.edit), ALLOWED, PRESET)
    assert [piece.span for piece in found.pieces] == [Span(0, 3)]
    assert found.refused == {
        Span(3, 6): "Its score 0.1 is under the preset's minimum 0.2.",
        Span(30, 33): "It shares time with 00:30.0-00:33.0, which is never to be shown.",
        Span(126, 129): "It is kept back: nothing after 02:07.5 is shown, so that the ending stays unseen.",
    }


def test_a_picture_with_a_flash_or_a_voice_in_it_is_refused() -> None:
    assert of(2.8, 5) == ()
    assert of(3, 6, replace(FILM, voice=(Span(4, 4.5),))) == ()
    assert len(of(3, 6, replace(FILM, voice=(Span(6, 7),)))) == 1


def test_writing_the_dark_and_a_still_picture_are_less_clear() -> None:
    title = TextRegion(Span(0, 1.5), Box(0, 0, 100, 20), 0.9)
    dark = Signal(2.0, (0.01,) * 300)
    films = (
        FILM,
        replace(FILM, text=(title,)),
        replace(FILM, frozen=(Span(0, 3),)),
        replace(FILM, appearance=Appearance(dark, dark, dark)),
    )
    assert [round(of(0, 3, film)[0].clear, 2) for film in films] == [1.0, 0.65, 0.5, 0.3]


def test_of_a_shot_one_picture_is_enough_unless_it_is_very_long() -> None:
    film = replace(FILM, shots=shots(0, 10, 150))
    assert [of(4, 5, film)[0].after, of(40, 42, film)[0].after] == [0, 39]


def test_a_sentence_that_is_said_again_elsewhere_is_left_out() -> None:
    text = "We went up the mountain in the middle of the night."
    said = [Piece(a_segment(start, start + 3, 0.9, text), Span(start, start + 3), start) for start in (0.0, 20.0)]
    assert said_twice(said) == {Span(20, 23): "It says again what 00:00.0-00:03.0 says."}
    within = Piece(a_segment(0, 6, 0.8, f"{text} It was cold."), Span(0, 6), 0)
    assert said_twice([said[0], within]) == {}


def test_of_pictures_that_look_alike_the_better_stays() -> None:
    places = [
        Placed(Piece(a_segment(s, s + 3, w), Span(s, s + 3), s), "build") for s, w in ((0, 0.5), (3, 0.9), (6, 0.7))
    ]
    levels = Signal(1.0, (0.5,) * 6 + (0.9,) * 144)
    film = replace(FILM, appearance=Appearance(levels, levels, levels))
    assert seen_again(places, film) == {Span(0, 3): "It looks like 00:03.0-00:06.0."}
    assert seen_again(places, FILM) == {}
