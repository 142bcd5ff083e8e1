"""Turns have labels in order of appearance, and utterances the label of who says most of them."""

from __future__ import annotations

from autocut.analyze.speakers.turns import labelled, turns
from autocut.model.span import Span
from autocut.model.speech import Turn
from tests.builders import a_transcript, an_utterance


def test_pieces_of_one_voice_are_one_turn_where_less_than_a_second_lies_between() -> None:
    spoken = [Span(0, 2), Span(2.9, 4), Span(5.1, 6), Span(6, 7)]
    assert turns(spoken, [0, 0, 0, 1]) == (Turn(Span(0, 4), "A"), Turn(Span(5.1, 6), "A"), Turn(Span(6, 7), "B"))


def test_labels_are_letters_in_order_of_appearance_and_go_on_after_z() -> None:
    spoken = [Span(2 * k, 2 * k + 1) for k in range(29)]
    found = [turn.speaker for turn in turns(spoken, [*range(40, 68), 41])]
    assert found[:3] == ["A", "B", "C"]
    assert found[24:] == ["Y", "Z", "AA", "AB", "B"]


def test_an_utterance_is_of_the_one_who_has_most_of_its_time() -> None:
    said = a_transcript(
        an_utterance("mine", 0, 2), an_utterance("ours, mostly yours", 2, 5), an_utterance("music", 8, 9)
    )
    heard = (Turn(Span(0, 2.5), "A"), Turn(Span(2.6, 3.5), "B"), Turn(Span(3.5, 4), "A"), Turn(Span(4, 5), "B"))
    told = labelled(said, heard)
    assert [utterance.speaker for utterance in told.utterances] == ["A", "B", None]
    assert told.words == said.words


def test_without_turns_nobody_is_named() -> None:
    assert [utterance.speaker for utterance in labelled(a_transcript(an_utterance("so", 0, 1)), ()).utterances] == [
        None
    ]
