"""What trailers are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.sight import Appearance, Shot, Transition
from autocut.model.signal import Signal
from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.score.pieces import pieces
from tests.builders import a_transcript, an_utterance, same_every_time, shots
from tests.score.chance import analyses

WHOLE = Span(0.0, 40.0)


def said(*sentences: tuple[str, float, float], speakers: str = "") -> Analysis:
    """The sentences, each by its speaker."""
    told = [an_utterance(*each) for each in sentences]
    voices: list[str | None] = [*speakers, *([None] * len(told))]
    return Analysis(
        transcript=a_transcript(*(replace(one, speaker=who) for one, who in zip(told, voices, strict=False))),
        shots=shots(0.0, 40.0),
    )


def spoken(analysis: Analysis, longest: float = 8.0) -> list[str]:
    """What is said in each piece in which somebody speaks."""
    assert analysis.transcript is not None
    texts = [" ".join(w.text for w in analysis.transcript.over(span)) for span in pieces(analysis, WHOLE, 0.8, longest)]
    return [text for text in texts if text]


def test_sentences_of_one_speaker_that_follow_each_other_go_together() -> None:
    analysis = said(("We went up.", 1, 3), ("It was cold.", 3.5, 5), ("And then?", 5.2, 6), speakers="AAB")
    assert spoken(analysis) == ["We went up.", "We went up. It was cold.", "It was cold.", "And then?"]


def test_a_sentence_that_is_broken_off_is_not_shown() -> None:
    analysis = said(("We went up and", 1, 3), ("No way.", 3.2, 5), ("for as long as I can.", 20, 22), speakers="ABA")
    assert spoken(analysis) == ["No way."]


def test_halves_of_a_sentence_with_a_breath_between_are_one() -> None:
    analysis = said(("We went up", 1, 3), ("and it was cold.", 3.5, 5))
    assert spoken(analysis) == ["We went up and it was cold."]
    assert spoken(analysis, longest=3) == []


def test_where_no_punctuation_tells_each_utterance_is_a_sentence() -> None:
    assert spoken(said(("bin blue at f two now", 1, 3), ("set green by a one", 6, 8))) == [
        "bin blue at f two now",
        "set green by a one",
    ]


def test_shots_in_which_nobody_speaks_are_pieces_and_long_ones_are_parted() -> None:
    film = Analysis(shots=shots(0, 4, 16, 40), voice=(Span(20, 30),))
    assert pieces(film, WHOLE, 0.8, 8) == (
        Span(0, 4),
        Span(4, 8),
        Span(8, 12),
        Span(12, 16),
        Span(16, 19.5),
        Span(30.5, 35.25),
        Span(35.25, 40),
    )


def test_dissolves_black_and_plain_fields_are_left_out() -> None:
    dissolve = Transition("dissolve", Span(9, 11), 0.9)
    two = (Shot(Span(0, 10), closing=dissolve), Shot(Span(10, 14), opening=dissolve))
    sharp = Signal(2.0, (0.0,) * 4 + (0.5,) * 24)
    film = Analysis(shots=two, black=(Span(13, 14),), appearance=Appearance(sharp, sharp, sharp))
    assert pieces(film, WHOLE, 0.8, 8) == (Span(2, 5.5), Span(5.5, 9), Span(11, 13))


def test_brief_shots_in_a_row_are_a_piece_too_unless_one_is_a_flash() -> None:
    film = Analysis(shots=shots(0, 1, 2, 3, 3.2, 4.2, 5.2))
    found = pieces(film, WHOLE, 1.5, 8)
    assert found == (Span(0, 3), Span(1, 3), Span(3.2, 5.2))


@same_every_time
@given(film=analyses(), bounds=st.sampled_from([(0.8, 8.0), (0.5, 3.0), (2.0, 30.0)]))
def test_a_piece_holds_whole_sentences_or_no_voice(film: Analysis, bounds: tuple[float, float]) -> None:
    said: tuple[Utterance, ...] = film.transcript.utterances if film.transcript else ()
    for span in pieces(film, WHOLE, *bounds):
        assert bounds[0] - 1e-9 <= span.duration <= bounds[1] + 1e-9
        inside = [each for each in said if each.span.overlap(span) > 1e-9]
        if inside:
            assert all(span.start <= each.span.start and each.span.end <= span.end for each in inside)
            assert len({each.speaker for each in inside}) == 1
        else:
            assert all(voice.overlap(span) <= 1e-9 for voice in film.voice)


@pytest.mark.parametrize("film", [Analysis(), Analysis(voice=(WHOLE,))], ids=["nothing known", "all spoken"])
def test_what_nobody_looked_at_is_parted_evenly(film: Analysis) -> None:
    assert len(pieces(film, WHOLE, 0.8, 8)) == (0 if film.voice else 8)
