"""A passage is cut as it is spoken: whole words, a finished thought, its hook first where that says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.errors import PlanError
from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.footage import Footage
from autocut.plan.short.short import shorts
from autocut.plan.short.take import Take, Takes
from tests.builders import a_master, a_preset, a_segment, a_transcript, an_utterance, some_passages

TALK = (
    an_utterance("Snow fell on the town for a week.", 1.0, 4.0),
    an_utterance("We had no bread and no wood.", 5.0, 8.0),
    an_utterance("Nobody here will ever forget that winter.", 9.0, 12.0),
    an_utterance("In spring the river took the bridge.", 13.0, 16.0),
    an_utterance("So we built it again, of stone.", 17.0, 20.0),
)
WHOLE = a_segment(0.8, 20.2, 0.9)
HOOK = Span(9.0, 12.0)


def preset(*overrides: str) -> Preset:
    return a_preset("youtube-short", "duration.min=5", "duration.target=15", "duration.max=30", *overrides)


def footage(*talk: Utterance) -> Footage:
    return Footage(a_master(60.0), Analysis(transcript=a_transcript(*(talk or TALK))), lexicon("en"))


def take(segment: Segment, chosen: Preset, *talk: Utterance) -> Take:
    return Takes(Bounds(footage(*talk), chosen.edit), chosen).take(segment)


def spans(made: Take) -> list[tuple[float, float]]:
    return [(round(piece.start, 2), round(piece.end, 2)) for piece in made.pieces]


def test_the_hook_comes_first_and_is_not_played_again() -> None:
    hooked = replace(WHOLE, hook=HOOK)
    made = take(hooked, preset("edit.hook_first=true", "edit.tighten=off"))
    assert spans(made) == [(8.84, 12.28), (0.84, 8.28), (12.84, 20.28)]
    assert made.hooked


def test_without_leave_the_hook_stays_in_its_place() -> None:
    made = take(replace(WHOLE, hook=HOOK), preset("edit.tighten=off"))
    assert spans(made) == [(0.84, 20.28)]
    assert not made.hooked


def test_a_hook_that_answers_a_question_is_not_moved() -> None:
    asked = an_utterance("Did you ever forget it?", 5.0, 8.0)
    made = take(replace(WHOLE, hook=HOOK), preset("edit.hook_first=true"), TALK[0], asked, *TALK[2:])
    assert not made.hooked
    assert len(made.pieces) >= 1


def test_a_passage_that_breaks_off_is_no_finished_thought() -> None:
    broken = an_utterance("So we built it again, of", 17.0, 20.0)
    assert take(WHOLE, preset(), *TALK[:4], broken).unfit == "It does not end on a finished thought."
    assert take(WHOLE, preset()).unfit == ""


def test_where_nothing_has_punctuation_nobody_can_tell() -> None:
    plain = [replace(each, words=tuple(replace(w, text=w.text.strip(".,")) for w in each.words)) for each in TALK]
    assert take(WHOLE, preset(), *plain).unfit == ""


def test_what_is_never_to_be_shown_is_in_no_short() -> None:
    told = take(WHOLE, preset("edit.never=['00:00:10-00:00:11']")).unfit
    assert told == "It holds some of 00:10.0-00:11.0, which is never to be shown."


def test_a_passage_that_is_too_short_without_its_pauses_says_by_how_much() -> None:
    tight = preset("edit.tighten=tight", "duration.min=18", "duration.target=20")
    assert take(WHOLE, tight).unfit == "It lasts 16.2 s once it is cut, 1.8 s less than 18 s."


def test_what_is_kept_is_in_the_first_short_and_the_next_is_another() -> None:
    chosen = preset(
        "edit.keep=['00:00:13.5-00:00:15']", "count=2", "duration.min=3", "duration.target=4", "score.minimum=0"
    )
    found = footage()
    passages = some_passages(found.master, found.analysis, chosen)
    first, second = shorts(found, passages, chosen)
    assert first.clips[0].span.start <= 13.0 < 16.0 <= first.clips[-1].span.end
    assert all(clip.span.overlap(Span(13.0, 16.0)) == 0 for clip in second.clips)
    assert any(each.why.startswith("It holds what is to be kept") for each in first.candidates if each.chosen)


def test_what_no_passage_holds_is_played_as_far_as_the_gaps_around_it() -> None:
    chosen = preset("edit.keep=['00:00:05.5-00:00:11']", "duration.min=5", "duration.target=6", "duration.max=8")
    (choice,) = shorts(footage(), (), chosen)
    assert [(round(clip.span.start, 2), round(clip.span.end, 2)) for clip in choice.clips] == [
        (4.84, 8.28),
        (8.8, 12.28),
    ]


def test_what_cannot_be_kept_in_the_time_is_refused_with_its_length() -> None:
    chosen = preset("edit.keep=['00:00:01-00:00:20']", "duration.max=15", "edit.tighten=off")
    with pytest.raises(PlanError, match=r"cannot show 00:01\.0-00:20\.0 in 5 to 15 s: by themselves they last 19\.4 s"):
        shorts(footage(), (), chosen)


def test_the_same_words_are_said_in_one_short_only() -> None:
    again = [replace(each, span=each.span.moved(30), words=tuple(replace(w, span=w.span.moved(30)) for w in each.words))
             for each in TALK]  # fmt: skip
    said = " ".join(each.text for each in TALK)
    first, second = a_segment(0.8, 20.2, 0.9, said), a_segment(30.8, 50.2, 0.8, said)
    (choice,) = shorts(footage(*TALK, *again), [first, second], preset("count=2"))
    assert {c.span: c.why for c in choice.candidates}[second.span] == "It says again what 00:00.8-00:20.2 says."


def test_a_second_short_is_about_something_else_where_that_is_nearly_as_good() -> None:
    storm = [an_utterance("The storm took the roof of the old mill.", 30.0, 36.0)]
    like = [an_utterance("Nobody will forget the snow and that winter in town.", 40.0, 46.0)]
    found = footage(*TALK, *storm, *like)
    segments = [
        a_segment(0.8, 20.2, 0.9, "a"), a_segment(39.8, 46.2, 0.81, "b"), a_segment(29.8, 36.2, 0.8, "c"),
    ]  # fmt: skip
    short = preset("count=2", "duration.target=30", "edit.tighten=off")
    _, second = shorts(found, segments, short)
    assert second.clips[0].span.start == pytest.approx(29.84)
    assert "speaks of what a better version" in {c.span: c.why for c in second.candidates}[segments[1].span]


def test_a_seed_decides_between_equals() -> None:
    segments = [a_segment(float(k), k + 15.0, 0.7) for k in (0, 15, 30, 45)]
    plain = Footage(a_master(60.0))
    firsts = {seed: shorts(plain, segments, preset(f"edit.seed={seed}"))[0].clips[0].span for seed in range(12)}
    assert firsts[0] == Span(0, 15)
    assert len(set(firsts.values())) > 1
    assert firsts[5] == shorts(plain, segments[::-1], preset("edit.seed=5"))[0].clips[0].span
