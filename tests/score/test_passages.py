"""Which passages a preset gets to choose from, and which of them may not be shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.lexicon import Lexicon
from autocut.model.span import Span
from autocut.score.passages import apart, avoiding, emphasized, passages
from autocut.score.pieces import pieces
from tests.builders import (
    EVEN,
    a_master,
    a_preset,
    a_segment,
    a_talk,
    a_transcript,
    an_analysis,
    an_utterance,
    some_passages,
)

MASTER = a_master()
ENGLISH = lexicon("en")
ANALYSIS = an_analysis(MASTER)
SHORT = ("duration.min=8", "duration.target=10", "duration.max=12")
LINES = (
    "Machines were built by hand.",
    "And then he broke one.",
    "What did it cost?",
    "A fortune was lost that day.",
    "As I said, nobody paid.",
    "Every good machine breaks once.",
)
TALK = Analysis(transcript=a_talk(*LINES))


def texts(*overrides: str, analysis: Analysis = TALK) -> set[str]:
    return {segment.text for segment in some_passages(MASTER, analysis, a_preset("youtube-short", *SHORT, *overrides))}


def test_a_short_weighs_passages_of_its_own_length_the_best_first() -> None:
    preset = a_preset("youtube-short", "duration.min=8", "duration.target=15", "duration.max=20")
    found = some_passages(MASTER, ANALYSIS, preset)
    assert found
    assert all(8 <= segment.span.duration <= 20 for segment in found)
    totals = [segment.score.total for segment in found]
    assert totals == sorted(totals, reverse=True)


def test_a_trailer_weighs_pieces_of_its_own_length() -> None:
    preset = a_preset("trailer-landscape")
    assert preset.trailer is not None
    found = some_passages(MASTER, ANALYSIS, preset)
    assert found
    assert {segment.span for segment in found} == set(pieces(ANALYSIS, MASTER.picture, 1.2, 8))
    assert (preset.trailer.min_clip, preset.trailer.max_clip) == (1.2, 8)


def test_a_full_version_weighs_the_whole_master_to_the_end_of_its_picture() -> None:
    (segment,) = some_passages(MASTER, ANALYSIS, a_preset("youtube-full"))
    assert segment.span == Span(0, 60)


def test_a_short_has_only_passages_that_stand_alone() -> None:
    assert texts() == {"Machines were built by hand.", "What did it cost?", "As I said, nobody paid.",
                       "Every good machine breaks once."}  # fmt: skip


def test_where_none_stands_alone_a_short_has_them_all() -> None:
    hanging = Analysis(transcript=a_talk(*["And so it went."] * 6))
    assert len(some_passages(MASTER, hanging, a_preset("youtube-short", *SHORT))) >= 6


def test_where_nobody_knows_the_language_a_short_has_them_all() -> None:
    preset = a_preset("youtube-short", *SHORT)
    found = passages(MASTER, TALK, Lexicon("de"), EVEN, preset)
    assert {segment.text for segment in found} == set(LINES)


def test_where_nobody_speaks_a_passage_needs_not_stand_alone() -> None:
    spoken = a_transcript(an_utterance("And so he went.", 0, 10))
    found = some_passages(MASTER, Analysis(transcript=spoken), a_preset("youtube-short", *SHORT))
    assert found
    assert {segment.text for segment in found} == {""}


def test_a_trailer_may_show_what_does_not_stand_alone() -> None:
    preset = a_preset("trailer-landscape", "trailer.max_clip=9")
    assert "And then he broke one." in {segment.text for segment in some_passages(MASTER, TALK, preset)}


def test_a_topic_that_is_asked_for_comes_first() -> None:
    told = [f"score.topics=['{topic}']" for topic in ("breaking", "fortune")]
    presets = [a_preset("trailer-landscape", "trailer.min_clip=7", "trailer.max_clip=9", each) for each in told]
    only = replace(EVEN, weights={"topic": 1.0})
    best = [some_passages(MASTER, TALK, preset, only)[0].text for preset in presets]
    assert best == ["Every good machine breaks once.", "A fortune was lost that day."]


def test_emphasis_multiplies_the_weights_that_there_are() -> None:
    preset = a_preset("youtube-short", "score.emphasis={motion=2, speech=0, charm=3}")
    weighting = replace(EVEN, weights={"motion": 0.5, "speech": 0.7, "pace": 0.2})
    assert emphasized(weighting, preset) == {"motion": 1.0, "speech": 0.0, "pace": 0.2}


def test_emphasis_changes_what_counts_in_the_total() -> None:
    (even,) = some_passages(MASTER, ANALYSIS, a_preset("youtube-full"))
    (loud,) = some_passages(MASTER, ANALYSIS, a_preset("youtube-full", "score.emphasis={loudness=20}"))
    assert loud.score.signals == even.score.signals
    assert abs(loud.score.total - loud.score.signals["loudness"]) < abs(
        even.score.total - even.score.signals["loudness"]
    )
    assert loud.score.parts["loudness"] > even.score.parts["loudness"]


@pytest.mark.parametrize("phrase", ["fortune", "Fortune", "a fortune", "A  FORTUNE,", "lost that day"])
def test_what_is_to_be_avoided_is_objected_to(phrase: str) -> None:
    said, other = avoiding(
        [a_segment(0, 5, 0.9, "A fortune was lost that day."), a_segment(5, 9, 0.5, "Hm.")], [phrase], ENGLISH
    )
    assert said.objection == f"It says “{phrase}”, which is to be avoided."
    assert other.objection == ""
    assert replace(said, objection="") == a_segment(0, 5, 0.9, "A fortune was lost that day.")


@pytest.mark.parametrize("phrase", ["fort", "fortunes", "lost day", "day a", "", "..."])
def test_only_whole_words_in_their_order_are_avoided(phrase: str) -> None:
    (segment,) = avoiding([a_segment(0, 5, 0.9, "A fortune was lost that day.")], [phrase], ENGLISH)
    assert segment.objection == ""


def test_the_typographic_apostrophe_is_an_apostrophe() -> None:
    (segment,) = avoiding([a_segment(0, 5, 0.9, "I don’t know.")], ["don't know"], ENGLISH)
    assert segment.objection


@pytest.mark.parametrize(
    ("text", "language", "is_said"),
    [
        ("They were murdered.", "en", True),
        ("The murder’s hour.", "en", True),
        ("They were married.", "en", False),
        ("They were murdered.", "it", False),
    ],
)
def test_a_list_of_the_lexicon_is_avoided_in_all_forms_of_its_words(text: str, language: str, is_said: bool) -> None:
    (segment,) = avoiding([a_segment(0, 5, 0.9, text)], ["fortune", "@violence"], lexicon(language))
    assert segment.objection == ("It says a word of the list @violence, which is to be avoided." if is_said else "")


def test_the_passages_of_a_preset_carry_its_objections_and_keep_their_order() -> None:
    preset = a_preset("youtube-short", *SHORT)
    plainly = some_passages(MASTER, TALK, preset)
    found = some_passages(MASTER, TALK, a_preset("youtube-short", *SHORT, "score.avoid=['machine']"))
    assert [segment.span for segment in found] == [segment.span for segment in plainly]
    assert {segment.text for segment in found if segment.objection} == {"Every good machine breaks once."}


def test_of_passages_that_are_mostly_the_same_the_best_is_shown() -> None:
    best, longer = a_segment(10, 20, 0.9), a_segment(10, 60, 0.8)
    beside, within = a_segment(18, 28, 0.5), a_segment(12, 16, 0.5)
    assert apart([best, longer, beside, within]) == (best, beside)
