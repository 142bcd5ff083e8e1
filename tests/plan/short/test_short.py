from __future__ import annotations

from autocut.model.preset import Preset
from autocut.model.segment import Score, Segment
from autocut.model.span import Span
from autocut.plan.footage import Footage
from autocut.plan.short.short import shorts
from tests.builders import a_master, a_preset, a_segment

MASTER = a_master(120.0)
FOOTAGE = Footage(MASTER)


def preset(*overrides: str) -> Preset:
    """15 to 60 seconds, best 35; a score of 0.2 at least."""
    told = ("duration.min=15", "duration.target=35", "duration.max=60", "score.minimum=0.2")
    return a_preset("youtube-short", *told, *overrides)


def test_the_best_passage_is_chosen_whole() -> None:
    segments = [a_segment(0, 35, 0.5, "dull"), a_segment(40, 75, 0.9, "bright"), a_segment(80, 115, 0.6, "so so")]
    (choice,) = shorts(FOOTAGE, segments, preset())
    assert [clip.span for clip in choice.clips] == [Span(40, 75)]
    assert choice.clips[0].source == str(MASTER.path)
    assert choice.reason == ""
    assert [candidate.text for candidate in choice.candidates if candidate.chosen] == ["bright"]


def test_a_passage_near_the_target_length_beats_a_slightly_better_one_far_from_it() -> None:
    (choice,) = shorts(FOOTAGE, [a_segment(0, 60, 0.8), a_segment(60, 95, 0.75)], preset())
    assert choice.clips[0].span == Span(60, 95)
    (choice,) = shorts(FOOTAGE, [a_segment(0, 60, 0.8), a_segment(60, 95, 0.5)], preset())
    assert choice.clips[0].span == Span(0, 60)


def test_of_equals_the_earlier_is_chosen_whatever_order_they_come_in() -> None:
    segments = [a_segment(50, 85, 0.7), a_segment(10, 45, 0.7)]
    assert shorts(FOOTAGE, segments, preset())[0].clips[0].span == Span(10, 45)
    assert shorts(FOOTAGE, segments[::-1], preset())[0].clips[0].span == Span(10, 45)


def test_three_versions_share_no_time_and_come_best_first() -> None:
    segments = [
        a_segment(0, 35, 0.9),
        a_segment(20, 55, 0.8),
        a_segment(40, 75, 0.5),
        a_segment(75, 110, 0.7),
        a_segment(80, 115, 0.6),
    ]
    choices = shorts(FOOTAGE, segments, preset("count=3"))
    assert [choice.clips[0].span for choice in choices] == [Span(0, 35), Span(75, 110), Span(40, 75)]
    for choice in choices:
        assert [candidate.span for candidate in choice.candidates if candidate.chosen] == [choice.clips[0].span]
        why = {candidate.span: candidate.why for candidate in choice.candidates}
        assert why[Span(20, 55)].startswith("It shares time with 00:00.0-00:35.0")
        assert why[Span(80, 115)].startswith("It shares time with 01:15.0-01:50.0")
    assert "version 2 of this preset" in {c.span: c.why for c in choices[0].candidates}[Span(75, 110)]


def test_fewer_versions_are_made_where_no_more_pass() -> None:
    segments = [a_segment(0, 35, 0.9), a_segment(20, 55, 0.8), a_segment(60, 95, 0.1)]
    choices = shorts(FOOTAGE, segments, preset("count=3"))
    assert [choice.clips[0].span for choice in choices] == [Span(0, 35)]


def test_every_passage_that_was_weighed_is_told_with_a_sentence_why() -> None:
    segments = [a_segment(0, 35, 0.9), a_segment(20, 55, 0.8), a_segment(60, 95, 0.1), a_segment(60, 100, 0.7)]
    (choice,) = shorts(FOOTAGE, segments, preset())
    assert {candidate.span for candidate in choice.candidates} == {segment.span for segment in segments}
    why = {candidate.span: candidate.why for candidate in choice.candidates}
    assert all(sentence.endswith(".") for sentence in why.values())
    assert why[Span(60, 95)] == "Its score 0.1 is under the preset's minimum 0.2."
    assert why[Span(60, 100)].startswith("It comes after 00:00.0-00:35.0, which is worth 0.90 against 0.66")
    assert "35.0 s for a target of 35 s" in why[Span(0, 35)]


def test_nothing_passes_under_the_minimum_and_both_figures_are_told() -> None:
    (choice,) = shorts(FOOTAGE, [a_segment(0, 35, 0.15), a_segment(40, 75, 0.1)], preset())
    assert choice.clips == ()
    assert choice.reason == "the best passage scores 0.15, under the minimum 0.2 of youtube-short"
    assert not any(candidate.chosen for candidate in choice.candidates)


def test_a_score_at_the_minimum_passes() -> None:
    (choice,) = shorts(FOOTAGE, [a_segment(0, 35, 0.2)], preset())
    assert choice.clips


def test_a_master_that_is_too_short_is_told_by_how_much() -> None:
    (choice,) = shorts(Footage(a_master(12.0)), [], preset())
    assert choice.clips == ()
    assert choice.reason == "the master lasts 12.00 s, 3.00 s less than the 15 s that youtube-short needs"


def test_a_master_without_a_place_to_cut_is_told_so() -> None:
    (choice,) = shorts(FOOTAGE, [], preset())
    assert choice.reason == "no passage of 15 to 60 s begins and ends between sentences or shots"


def test_what_is_to_be_avoided_is_never_a_version_however_good() -> None:
    objection = "It says “snow”, which is to be avoided."
    segments = [a_segment(0, 35, 0.9, objection=objection), a_segment(20, 55, 0.5), a_segment(60, 95, 0.4)]
    choices = shorts(FOOTAGE, segments, preset("count=3", "score.avoid=['snow']"))
    assert [choice.clips[0].span for choice in choices] == [Span(20, 55), Span(60, 95)]
    for choice in choices:
        assert {candidate.span: candidate.why for candidate in choice.candidates}[Span(0, 35)] == objection


def test_where_every_passage_is_to_be_avoided_none_is_made_and_the_words_are_told() -> None:
    segments = [a_segment(0, 35, 0.9, objection="It says “snow”."), a_segment(40, 75, 0.1, objection="It says “ice”.")]
    (choice,) = shorts(FOOTAGE, segments, preset("score.avoid=['snow', 'ice']"))
    assert choice.clips == ()
    assert choice.reason == "every passage says something that is to be avoided: snow, ice"
    assert [candidate.why for candidate in choice.candidates] == ["It says “snow”.", "It says “ice”."]


def test_where_what_may_be_shown_is_too_weak_its_own_best_score_is_told() -> None:
    segments = [a_segment(0, 35, 0.9, objection="It says “snow”."), a_segment(40, 75, 0.1)]
    (choice,) = shorts(FOOTAGE, segments, preset("score.avoid=['snow']"))
    assert choice.reason == "the best passage scores 0.1, under the minimum 0.2 of youtube-short"


def test_the_two_signals_that_carry_most_of_the_score_are_named_with_what_was_measured() -> None:
    parts = {"speech": 0.1, "pace": 0.3, "motion": 0.0, "hook": 0.2}
    signals = {"speech": 0.9, "pace": 0.5, "motion": 0.0, "hook": 0.6667, "loudness": 1.0}
    (choice,) = shorts(FOOTAGE, [Segment(Span(0, 35), Score(0.6, parts, signals))], preset())
    assert choice.candidates[0].why == ("The best of its length: pace 0.50 and hook 0.67; 35.0 s for a target of 35 s.")


def test_a_passage_in_which_no_signal_stands_out_says_so() -> None:
    (choice,) = shorts(FOOTAGE, [Segment(Span(0, 35), Score(0.0, {"speech": 0.0}))], preset("score.minimum=0"))
    assert "no signal stands out" in choice.candidates[0].why
