from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autocut.analyze.speech.sentences import sentences
from autocut.model.analysis import Analysis
from autocut.model.sight import Shot
from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.score.candidates import candidates
from tests.builders import a_transcript, an_utterance, same_every_time, shots

WHOLE = Span(0.0, 60.0)
CLOSE = Analysis(
    transcript=a_transcript(
        an_utterance("One two three four.", 10.0, 12.0),
        an_utterance("Five six seven eight.", 12.05, 14.0),
        an_utterance("Nine ten eleven twelve.", 14.1, 16.0),
    )
)
TEXTS = ("so", "we", "went,", "then", "all", "of", "it", "stopped.", "Why?", "because:", "—")


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Speech with pauses of any length, shots that tile the whole, and black here and there."""
    time, spoken = draw(st.floats(0, 5)), []
    for text in draw(st.lists(st.sampled_from(TEXTS), min_size=draw(st.integers(0, 40)), max_size=60)):
        start = time + draw(st.sampled_from([0.0, 0.0, 0.05, 0.13, 0.3, 1.2, 4.0]))
        time = start + draw(st.sampled_from([0.08, 0.3, 0.7]))
        if time < WHOLE.end:
            spoken.append(Word(text, Span(round(start, 3), round(time, 3))))
    changes = sorted(draw(st.lists(st.floats(0.5, 59.5).map(lambda t: round(t, 2)), unique=True, max_size=12)))
    edges = sorted(draw(st.lists(st.floats(0, 60).map(lambda t: round(t, 2)), unique=True, max_size=6)))
    return Analysis(
        shots=shots(0.0, *changes, 60.0),
        transcript=a_transcript(*sentences(spoken)) if draw(st.booleans()) else None,
        black=tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)),
    )


lengths = st.sampled_from([(1.5, 6.0), (5.0, 20.0), (15.0, 60.0), (3.0, 3.0), (61.0, 90.0)])


def is_within(time: float, span: Span) -> bool:
    return span.start < time < span.end


@same_every_time
@given(analyses(), lengths)
def test_candidates_fit_lie_inside_and_stand_between_sentences(analysis: Analysis, bounds: tuple[float, float]) -> None:
    found = candidates(analysis, WHOLE, *bounds)
    assert list(found) == sorted(set(found))
    spoken = analysis.transcript.utterances if analysis.transcript else ()
    for span in found:
        assert bounds[0] <= span.duration <= bounds[1]
        assert WHOLE.start <= span.start < span.end <= WHOLE.end
        for sentence in spoken:
            assert not is_within(span.start, sentence.span)
            assert not is_within(span.end, sentence.span)


@same_every_time
@given(analyses(), lengths, st.booleans())
def test_candidates_neither_begin_nor_end_on_black(
    analysis: Analysis, bounds: tuple[float, float], within: bool
) -> None:
    for span in candidates(analysis, WHOLE, *bounds, within_sentences=within):
        for black in analysis.black:
            assert not black.start <= span.start < black.end
            assert not black.start < span.end <= black.end


@same_every_time
@given(analyses(), lengths)
@example(CLOSE, (1.0, 6.0))
def test_pieces_within_sentences_never_cut_a_word(analysis: Analysis, bounds: tuple[float, float]) -> None:
    spoken = analysis.transcript.words if analysis.transcript else ()
    for span in candidates(analysis, WHOLE, *bounds, within_sentences=True):
        for word in spoken:
            assert not is_within(span.start, word.span)
            assert not is_within(span.end, word.span)


def test_a_sentence_is_kept_whole_with_a_little_of_the_pause_around_it() -> None:
    spoken = a_transcript(an_utterance("Before it.", 0.5, 9.0), an_utterance("The one.", 12.0, 20.0))
    found = candidates(Analysis(transcript=spoken), Span(0, 21), 8.0, 9.0)
    assert Span(11.8, 20.2) in found


def test_a_narrow_pause_is_shared_between_its_neighbours() -> None:
    spoken = a_transcript(an_utterance("Before it.", 0.0, 10.0), an_utterance("After it.", 10.2, 20.0))
    found = candidates(Analysis(transcript=spoken), Span(0, 20), 9.0, 11.0)
    assert {span.start for span in found} | {span.end for span in found} == {0.0, 10.1, 20.0}


def test_trailer_pieces_may_break_at_a_breath_where_a_short_may_not() -> None:
    spoken = a_transcript(
        *sentences(
            [Word("It", Span(5, 6)), Word("worked", Span(6, 9)), Word("at", Span(9.6, 10)), Word("last.", Span(10, 13))]
        )
    )
    analysis = Analysis(transcript=spoken)
    breath = {9.2, 9.4}
    assert breath & {span.end for span in candidates(analysis, Span(0, 14), 2, 6, within_sentences=True)}
    assert not breath & {span.end for span in candidates(analysis, Span(0, 14), 2, 6)}


def test_where_nobody_speaks_passages_begin_and_end_at_shot_changes() -> None:
    found = candidates(Analysis(shots=shots(0, 7, 16, 25, 30)), Span(0, 30), 8, 20)
    assert found == (Span(0, 16), Span(7, 16), Span(7, 25), Span(16, 25), Span(16, 30))


def test_a_shot_change_in_the_middle_of_a_sentence_is_no_bound() -> None:
    spoken = a_transcript(an_utterance("A long one over the cut.", 5, 15))
    found = candidates(Analysis(shots=shots(0, 10, 20), transcript=spoken), Span(0, 20), 5, 20)
    assert found
    assert 10.0 not in {time for span in found for time in (span.start, span.end)}


def test_a_shot_longer_than_half_the_longest_passage_is_parted_evenly() -> None:
    found = candidates(Analysis(shots=(Shot(Span(0, 90)),)), Span(0, 90), 30, 30)
    assert found == (Span(0, 30), Span(15, 45), Span(30, 60), Span(45, 75), Span(60, 90))


@pytest.mark.parametrize("bounds", [(61.0, 90.0), (100.0, 200.0)])
def test_there_are_none_where_nothing_fits(bounds: tuple[float, float]) -> None:
    assert candidates(Analysis(), WHOLE, *bounds) == ()


def test_there_are_none_in_one_endless_sentence() -> None:
    spoken = a_transcript(an_utterance("It goes on and on", 0.0, 60.0))
    assert candidates(Analysis(transcript=spoken), WHOLE, 10, 40) == ()
