"""Shares are exact on hand-made analyses, and a speaker who is all but gone is warned of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.auditing.audit import Audit, audit
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.rendition import Delivery, PassedOver
from autocut.model.sight import Sighting, Speaking, Subject
from autocut.model.span import Span
from autocut.model.speech import Turn
from tests.builders import a_transcript, an_utterance, same_every_time

WHOLE = Span(0, 100)
TALK = Analysis(turns=(Turn(Span(0, 30), "A"), Turn(Span(30, 50), "B"), Turn(Span(50, 80), "A")))


def version(*clips: Span, preset: str = "tiktok", passed_over: tuple[PassedOver, ...] = ()) -> Delivery:
    return Delivery(preset, "delivered" if clips else "nothing-passed", clips=clips, passed_over=passed_over)


def speech(found: Audit) -> dict[str, tuple[float, float]]:
    """The share of the speech in the master and in the versions of each speaker."""
    return {each.label: (each.speech.master.share, each.speech.versions.share) for each in found.speakers}


def face(number: int, start: float, end: float, *speaking: Span) -> Subject:
    sightings = tuple(Sighting(time, Box(0, 0, 9, 9), 0.9) for time in (start, end))
    return Subject(number, "face", sightings, tuple(Speaking(span, 0.8) for span in speaking))


def test_the_shares_of_speakers_are_exact() -> None:
    found = audit(WHOLE, TALK, [version(Span(20, 40)), version(Span(60, 70), Span(45, 50))])
    assert speech(found) == {"A": (0.75, 20 / 35), "B": (0.25, 15 / 35)}
    assert [each.speech.master.seconds for each in found.speakers] == [60, 20]
    assert [each.speech.versions.seconds for each in found.speakers] == [20, 15]
    assert found.notes == found.warnings == ()


def test_the_shares_of_parts_are_exact() -> None:
    found = audit(WHOLE, TALK, [version(Span(10, 30)), version(Span(75, 95))])
    assert [part.span for part in found.parts] == [Span(20 * k, 20 * k + 20) for k in range(5)]
    assert [part.screen.master.share for part in found.parts] == [0.2] * 5
    assert [part.screen.versions.seconds for part in found.parts] == [10, 10, 0, 5, 15]
    assert [part.screen.versions.share for part in found.parts] == [0.25, 0.25, 0, 0.125, 0.375]
    assert [part.speech.master.share for part in found.parts] == [0.25, 0.25, 0.25, 0.25, 0]
    assert [part.speech.versions.share for part in found.parts] == [0.4, 0.4, 0, 0.2, 0]


def test_what_two_versions_play_counts_twice() -> None:
    found = audit(WHOLE, TALK, [version(Span(0, 10)), version(Span(0, 10)), version(Span(30, 40))])
    assert speech(found)["A"][1] == pytest.approx(2 / 3)


def test_a_face_on_the_screen_is_that_of_the_speaker_who_says_most_of_what_it_says() -> None:
    faces = (
        face(1, 0, 20, Span(2, 18)),
        face(2, 20, 60, Span(25, 50)),
        face(3, 60, 90),
        face(4, 60, 80, Span(62, 70)),
    )
    found = audit(WHOLE, Analysis(turns=TALK.turns, subjects=faces), [version(Span(0, 10), Span(50, 60))])
    assert found.screen_by == "faces"
    screen = {each.label: each.screen for each in found.speakers}
    assert (screen["A"].master.seconds, screen["B"].master.seconds) == (40, 40)
    assert (screen["A"].versions.share, screen["B"].versions.share) == (0.5, 0.5)


def test_without_faces_that_speak_screen_time_is_that_of_the_speech() -> None:
    found = audit(WHOLE, Analysis(turns=TALK.turns, subjects=(face(1, 0, 20),)), [version(Span(20, 40))])
    assert found.screen_by == "turns"
    assert all(each.screen == each.speech for each in found.speakers)


def gone(own: float, now: float) -> tuple[str, ...]:
    """The warnings where B has `own` of 100 s of speech, and `now` of the 40 s that a version plays."""
    turns = (Turn(Span(0, 100 - own), "A"), Turn(Span(100 - own, 100), "B"))
    clips = (Span(100 - own - 40 + now, 100 - own), Span(100 - own, 100 - own + now))
    return audit(WHOLE, Analysis(turns=turns), [version(*clips)]).warnings


def test_a_speaker_is_all_but_gone_under_a_quarter_of_a_real_share() -> None:
    assert gone(20, 1.9) == ("B has 20 % of the speech in the master and 4.75 % in the versions: all but gone",)
    assert gone(20, 1.99) != ()
    assert gone(20, 2.0) == ()
    assert gone(10, 0.99) != ()
    assert gone(10, 1.0) == ()
    assert gone(9.9, 0.0) == ()
    assert len(gone(10, 0.0)) == 1


def test_where_nobody_speaks_in_the_versions_nobody_in_particular_is_gone() -> None:
    found = audit(WHOLE, TALK, [version(Span(85, 95))])
    assert found.warnings == ()
    assert found.notes == ("nobody speaks in the versions",)


def test_a_version_that_plays_the_whole_master_is_left_out() -> None:
    found = audit(WHOLE, TALK, [version(Span(0, 100), preset="youtube-full"), version(Span(0, 20))])
    assert speech(found)["B"] == (0.25, 0.0)
    assert len(found.warnings) == 1
    assert found.notes == ("1 of 2 versions left out: what plays the whole master chooses nothing",)
    alone = audit(WHOLE, TALK, [version(Span(0, 100))])
    assert speech(alone)["B"] == (0.25, 0.25)
    assert alone.notes == ("every version plays the whole master",)


def test_where_speakers_were_not_told_apart_the_parts_are_told_all_the_same() -> None:
    said = a_transcript(an_utterance("One two three.", 0, 20), an_utterance("Four five.", 40, 60))
    found = audit(WHOLE, Analysis(transcript=said), [version(Span(50, 70))])
    assert found.speakers == ()
    assert [part.speech.master.share for part in found.parts] == [0.5, 0, 0.5, 0, 0]
    assert [part.speech.versions.share for part in found.parts] == [0, 0, 1, 0, 0]
    assert found.notes == ("speakers were not told apart, so there are no shares by speaker",)


def test_a_master_in_which_nobody_speaks_and_one_without_versions_are_told_so() -> None:
    assert audit(WHOLE, Analysis(), [version(Span(0, 9))]).notes == ("nobody speaks in the master, as far as is known",)
    found = audit(WHOLE, TALK, [version()])
    assert found.notes == ("there is no version to hold against the master",)
    assert speech(found) == {"A": (0.75, 0.0), "B": (0.25, 0.0)}


def passage(start: float, score: float) -> PassedOver:
    return PassedOver(Span(start, start + 4), score, "It comes after another.")


def test_the_best_ten_of_each_preset_are_told_that_none_of_its_versions_plays() -> None:
    many = tuple(passage(5.0 * k, 0.5 + k / 100) for k in range(12))
    first, second = (version(Span(55, 59.1), passed_over=many), version(Span(80, 90), passed_over=(passage(90, 0.9),)))
    other = version(preset="x", passed_over=(passage(55, 0.7),))
    found = audit(WHOLE, TALK, [first, second, other]).passed_over
    assert [(each.preset, each.span.start) for each in found] == [
        ("tiktok", start) for start in (90, 50, 45, 40, 35, 30, 25, 20, 15, 10)
    ] + [("x", 55)]


CLIPS = st.lists(st.tuples(st.floats(0, 90), st.floats(0.1, 40)).map(lambda c: Span(c[0], c[0] + c[1])), max_size=5)


@same_every_time
@given(
    lengths=st.lists(st.tuples(st.floats(0.1, 9), st.sampled_from("ABC")), max_size=12),
    clips=CLIPS,
)
def test_shares_sum_to_1_where_there_is_anything(lengths: list[tuple[float, str]], clips: list[Span]) -> None:
    turns: list[Turn] = []
    for length, speaker in lengths:
        start = turns[-1].span.end if turns else 0.0
        turns.append(Turn(Span(start, start + length), speaker))
    found = audit(Span(0, 130), Analysis(turns=tuple(turns)), [version(clip) for clip in clips])
    everything = [
        [each.speech for each in found.speakers],
        [each.speech for each in found.parts],
        [each.screen for each in found.parts],
    ]
    for rows in everything:
        for amounts in ([row.master for row in rows], [row.versions for row in rows]):
            whole = sum(amount.seconds for amount in amounts)
            assert sum(amount.share for amount in amounts) == pytest.approx(1 if whole > 0 else 0)
    assert sum(part.speech.master.seconds for part in found.parts) == pytest.approx(
        sum(each.speech.master.seconds for each in found.speakers)
    )
