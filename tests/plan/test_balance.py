"""Each real speaker keeps part of their share in the versions, where that can be; else a note tells by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span, as_timecodes
from autocut.model.speech import Turn
from autocut.model.voices import shares
from autocut.plan.choice import Choice
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.plan.short.short import shorts
from autocut.plan.trailer import trailer
from tests.builders import a_master, a_preset, a_segment, same_every_time

MASTER = a_master(600.0)
HALF = {"A": 300.0, "B": 200.0}


def where(spoken: Mapping[str, float]) -> Footage:
    """The master, in which each speaker talks for so many seconds."""
    ends = list(accumulate(spoken.values()))
    turns = (Turn(Span(end - spoken[voice], end), voice) for voice, end in zip(spoken, ends, strict=True))
    return Footage(MASTER, Analysis(turns=tuple(turns)))


def short(*overrides: str) -> Preset:
    """Passages of 10 to 60 s, whose length does not matter."""
    told = ("duration.min=10", "duration.target=10", "duration.max=60", "score.minimum=0.2", "score.balance=0.5")
    return a_preset("youtube-short", *told, "count=3", *overrides)


def said(start: float, score: float, length: float = 10.0, **voices: float) -> Segment:
    """A passage with the seconds that each speaker has in it."""
    return replace(a_segment(start, start + length, score), voices=voices)


def aloud(segment: Segment) -> Segment:
    """The passage with words, so that a trailer plays all of it."""
    return replace(segment, text="That is so.")


def spans(choices: Sequence[Choice]) -> list[Span]:
    return [clip.span for choice in choices for clip in choice.clips if clip.card is None]


def heard(choices: Sequence[Choice], segments: Sequence[Segment]) -> dict[str, float]:
    """The shares of the speech in the versions."""
    chosen = [segment for segment in segments if segment.span in spans(choices)]
    voices = sorted({voice for segment in chosen for voice in segment.voices})
    return shares({voice: sum(segment.voices.get(voice, 0.0) for segment in chosen) for voice in voices})


ONE_SIDED = [said(0, 0.9, A=8), said(20, 0.8, A=8), said(40, 0.7, A=8), said(60, 0.6, A=2, B=6), said(80, 0.5, B=8)]


def test_the_least_of_the_chosen_gives_way_to_the_best_that_keeps_the_bound() -> None:
    choices = shorts(where(HALF), ONE_SIDED, short())
    assert spans(choices) == [Span(0, 10), Span(20, 30), Span(60, 70)]
    assert heard(choices, ONE_SIDED)["B"] == pytest.approx(6 / 24)
    assert not any(choice.notes for choice in choices)


def test_more_give_way_where_one_is_not_enough_and_the_best_stays_longest() -> None:
    choices = shorts(where(HALF), ONE_SIDED, short("score.balance=0.8"))
    assert spans(choices) == [Span(0, 10), Span(20, 30), Span(80, 90)]
    choices = shorts(where({"A": 100.0, "B": 200.0}), ONE_SIDED, short("score.balance=0.8"))
    assert spans(choices) == [Span(0, 10), Span(60, 70), Span(80, 90)]


def test_the_best_gives_way_only_where_the_bound_needs_it() -> None:
    segments = [said(0, 0.9, A=10), said(20, 0.8, A=3), said(40, 0.7, B=2)]
    assert spans(shorts(where(HALF), segments, short("count=2"))) == [Span(20, 30), Span(40, 50)]
    assert spans(shorts(where(HALF), segments, short("count=2", "score.balance=0.4"))) == [Span(0, 10), Span(40, 50)]


def test_every_exchange_is_explained() -> None:
    first, *_, third = shorts(where(HALF), [*ONE_SIDED, said(100, 0.65, A=8)], short())
    why = {candidate.span: candidate.why for candidate in third.candidates}
    lost = "(B has 40 % of the master's speech and would have 0 % of the versions', 20 percentage points less than"
    assert why[Span(60, 70)].startswith(f"Chosen so that B can be heard {lost} balance 0.5 asks for): ")
    for passed_over in (Span(40, 50), Span(100, 110)):
        assert why[passed_over].startswith(f"It gives way to 01:00.0-01:10.0, so that B can be heard {lost}")
    assert why[Span(80, 90)].startswith("It comes after 00:00.0-00:10.0, which is worth")
    assert {c.span: c.why for c in first.candidates}[Span(60, 70)] == "It is version 3 of this preset."


def test_where_the_bound_cannot_be_kept_it_is_come_near_and_told_by_how_much() -> None:
    segments = [said(0, 0.9, A=8), said(20, 0.8, A=8), said(40, 0.3, A=7, B=1)]
    choices = shorts(where(HALF), segments, short("count=2"))
    assert spans(choices) == [Span(0, 10), Span(40, 50)]
    told = (
        "balance 0.5 is not kept: B has 40 % of the master's speech and has 6.25 % of the versions', "
        "13.8 percentage points less than balance 0.5 asks for"
    )
    assert [choice.notes for choice in choices] == [(told,), (told,)]


def test_only_speakers_whom_an_exchange_helps_are_named_in_it() -> None:
    segments = [said(0, 0.9, A=8), said(20, 0.8, A=6, B=2), said(40, 0.7, A=4, C=4)]
    choices = shorts(where({"A": 60.0, "B": 20.0, "C": 20.0}), segments, short("count=2", "score.balance=1"))
    assert spans(choices) == [Span(20, 30), Span(40, 50)]
    why = {candidate.span: candidate.why for candidate in choices[0].candidates}
    assert why[Span(0, 10)].startswith("It gives way to 00:40.0-00:50.0, so that C can be heard (C has 20 %")
    assert "B has 20 % of the master's speech and has 12.5 % of the versions'" in choices[0].notes[0]


def test_speakers_with_less_than_a_tenth_of_the_speech_and_passages_under_the_minimum_change_nothing() -> None:
    segments = [said(0, 0.9, A=8), said(20, 0.8, A=8), said(40, 0.7, B=8), said(60, 0.1, C=8)]
    choices = shorts(where({"A": 91.0, "B": 9.0}), segments, short("count=2"))
    assert spans(choices) == [Span(0, 10), Span(20, 30)]
    choices = shorts(where({"A": 50.0, "C": 50.0}), segments, short("count=2"))
    assert Span(60, 70) not in spans(choices)
    assert "C has 50 %" in choices[0].notes[0]


def test_one_version_alone_is_not_exchanged_but_told_of() -> None:
    (choice,) = shorts(where(HALF), ONE_SIDED, short("count=1"))
    assert spans([choice]) == [Span(0, 10)]
    assert "B has 40 %" in choice.notes[0]


def test_where_speakers_were_not_told_apart_a_note_says_so() -> None:
    segments = [a_segment(0, 10, 0.9), a_segment(20, 30, 0.8)]
    choices = shorts(Footage(MASTER), segments, short("count=2"))
    assert spans(choices) == [Span(0, 10), Span(20, 30)]
    assert choices[0].notes == ("balance 0.5 was not looked after: speakers were not told apart",)


def test_silence_keeps_no_bound_and_breaks_none() -> None:
    segments = [said(0, 0.9, A=8), said(20, 0.8, A=8), said(40, 0.7), said(60, 0.6)]
    choices = shorts(where(HALF), segments, short("count=2"))
    assert spans(choices) == [Span(0, 10), Span(20, 30)], "two silent versions would lose both"
    assert not any(choice.notes for choice in shorts(where(HALF), segments[2:], short("count=2")))


def test_a_trailer_exchanges_its_weakest_pieces() -> None:
    preset = a_preset("trailer-landscape", "score.balance=0.5", "duration.target=30", "duration.min=15")
    pieces = [aloud(said(10.0 * k, 0.9 - k / 100, 5.0, A=4)) for k in range(12)]
    pieces += [aloud(said(10.0 * k, 0.3 - k / 100, 5.0, B=4)) for k in range(12, 20)]
    (plain,) = trailer(where(HALF), pieces, replace(preset, score=replace(preset.score, balance=0.0)))
    (choice,) = trailer(where(HALF), pieces, preset)
    assert len(spans([plain])) == len(spans([choice])) == 5
    assert heard([plain], pieces).keys() == {"A"}
    assert heard([choice], pieces)["B"] >= 0.2
    why = {candidate.span: candidate.why for candidate in choice.candidates}
    newcomer = next(span for span in spans([choice]) if span.start >= 120)
    assert ", chosen so that B can be heard (" in why[newcomer]
    given_up = next(span for span in spans([plain]) if span not in spans([choice]))
    assert f"It gives way to {as_timecodes(newcomer)}, so that B can be heard" in why[given_up]


def test_the_plan_measures_the_speakers_of_the_master_itself() -> None:
    turns = (Turn(Span(0, 300), "A"), Turn(Span(300, 500), "B"))
    renditions = plan(Footage(MASTER, Analysis(turns=turns)), ONE_SIDED, short())
    assert [rendition.timeline.clips[0].span.start for rendition in renditions] == [0, 20, 60]


VOICES = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 5).map(float), max_size=3)
SEGMENTS = st.lists(
    st.builds(
        lambda start, score, voices: replace(a_segment(start, start + 10, score), voices=voices),
        st.integers(0, 12).map(lambda k: 5.0 * k),
        st.integers(15, 99).map(lambda k: k / 100),
        VOICES,
    ),
    min_size=2,
    max_size=9,
    unique_by=lambda segment: segment.span,
)
SPOKEN = st.fixed_dictionaries({voice: st.integers(1, 100).map(float) for voice in "ABC"})
BALANCES = st.integers(1, 20).map(lambda k: k / 20)


def keeps(chosen: Sequence[Segment], spoken: Mapping[str, float], balance: float) -> bool:
    """Whether somebody speaks, and all with a tenth of the master's speech and more keep enough of it."""
    own = {voice: sum(segment.voices.get(voice, 0.0) for segment in chosen) for voice in spoken}
    whole, now = shares(spoken), shares(own)
    return any(now.values()) and all(now[v] >= balance * whole[v] - 1e-6 for v in spoken if whole[v] >= 0.1)


def apart(chosen: Sequence[Segment]) -> bool:
    ordered = sorted(chosen, key=lambda segment: segment.span)
    return all(b.span.start >= a.span.end for a, b in pairwise(ordered))


@same_every_time
@given(segments=SEGMENTS, spoken=SPOKEN, balance=BALANCES, count=st.integers(2, 3))
def test_shorts_keep_the_bound_wherever_as_many_others_would(
    segments: list[Segment], spoken: dict[str, float], balance: float, count: int
) -> None:
    preset = short(f"count={count}", f"score.balance={balance}")
    plain = spans(shorts(where(spoken), segments, short(f"count={count}", "score.balance=0")))
    choices = shorts(where(spoken), segments, preset)
    chosen = [segment for segment in segments if segment.span in spans(choices)]
    assert len(chosen) == len(plain)
    fit = [segment for segment in segments if segment.score.total >= 0.2]
    others = [some for some in combinations(fit, len(plain)) if apart(some) and keeps(some, spoken, balance)]
    silent = not any(sum(s.voices.values()) for s in segments if s.span in plain)
    if len(plain) < 2 or silent:
        assert spans(choices) == plain
    elif others:
        assert keeps(chosen, spoken, balance)
        assert not any(choice.notes for choice in choices)
        best = any(plain[0] in [segment.span for segment in some] for some in others)
        assert (plain[0] in spans(choices)) is best
    else:
        assert all("percentage points less" in choice.notes[0] for choice in choices)
    assert all(candidate.why for choice in choices for candidate in choice.candidates)
    assert shorts(where(spoken), segments[::-1], preset) == choices


@same_every_time
@given(segments=SEGMENTS, spoken=SPOKEN, balance=BALANCES)
def test_a_trailer_keeps_the_bound_wherever_other_pieces_would(
    segments: list[Segment], spoken: dict[str, float], balance: float
) -> None:
    ranked = sorted(map(aloud, segments), key=lambda segment: (-segment.score.total, segment.span))
    told = ("score.minimum=0.2", "duration.min=5", "duration.target=34", "duration.max=50")
    preset = a_preset("trailer-landscape", *told, f"score.balance={balance}")
    (plain,) = trailer(where(spoken), ranked, a_preset("trailer-landscape", *told))
    (choice,) = trailer(where(spoken), ranked, preset)
    count = len(spans([plain]))
    assert len(spans([choice])) == count
    chosen = [segment for segment in ranked if segment.span in spans([choice])]
    fit = [segment for segment in ranked if segment.score.total >= 0.2]
    others = any(apart(some) and keeps(some, spoken, balance) for some in combinations(fit, count))
    silent = not any(sum(s.voices.values()) for s in ranked if s.span in spans([plain]))
    if count < 2 or silent:
        assert spans([choice]) == spans([plain])
    elif others:
        assert keeps(chosen, spoken, balance)
        assert choice.notes == ()
    else:
        assert "percentage points less" in choice.notes[0]


@same_every_time
@given(segments=SEGMENTS, spoken=SPOKEN, count=st.integers(1, 3))
def test_balance_0_changes_no_plan(segments: list[Segment], spoken: dict[str, float], count: int) -> None:
    off = short(f"count={count}", "score.balance=0")
    assert shorts(where(spoken), segments, off) == shorts(Footage(MASTER), segments, off)
    assert all(choice.notes == () for choice in shorts(where(spoken), segments, off))
    cut = a_preset("trailer-landscape", "duration.min=5")
    assert trailer(where(spoken), segments, cut) == trailer(Footage(MASTER), segments, cut)
