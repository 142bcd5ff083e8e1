"""Voice is cut into pieces between sentences, and their samples are those of their times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from autocut.analyze.speakers.pieces import excerpts, pieces
from autocut.model.span import Span
from tests.builders import a_transcript, an_utterance


def test_a_stretch_of_voice_is_cut_in_the_middle_between_two_sentences() -> None:
    said = a_transcript(an_utterance("One.", 0.5, 2), an_utterance("Two.", 2.4, 4), an_utterance("Three.", 6, 7))
    assert pieces([Span(0.5, 4), Span(6, 7)], said) == (Span(0.5, 2.2), Span(2.2, 4), Span(6, 7))


def test_without_a_transcript_the_stretches_are_the_pieces() -> None:
    assert pieces([Span(0, 4), Span(5, 6)], None) == (Span(0, 4), Span(5, 6))


def test_what_is_longer_than_eight_seconds_is_parted_evenly() -> None:
    assert pieces([Span(0, 20), Span(20, 28)], None) == (
        Span(0, 20 / 3),
        Span(20 / 3, 40 / 3),
        Span(40 / 3, 20),
        Span(20, 28),
    )


def test_no_voice_has_no_pieces() -> None:
    assert pieces([], a_transcript(an_utterance("Invented.", 1, 2))) == ()


@pytest.mark.parametrize("length", [1, 7, 30, 200])
def test_an_excerpt_has_the_samples_of_its_span_however_the_sound_is_cut_into_blocks(length: int) -> None:
    heard = np.arange(100, dtype=np.float32)
    spans: Sequence[Span] = (Span(0, 0.5), Span(0.5, 2.5), Span(4, 4), Span(7, 8), Span(9.5, 11), Span(12, 13))
    found = excerpts((heard[k : k + length] for k in range(0, 100, length)), spans, 10)
    assert [(each.tolist()[:1], len(each)) for each in found] == [
        ([0], 5),
        ([5], 20),
        ([], 0),
        ([70], 10),
        ([95], 5),
        ([], 0),
    ]
