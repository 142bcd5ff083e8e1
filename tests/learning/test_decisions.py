"""What a person changed in a plan says what was kept and what was dropped."""

from __future__ import annotations

from dataclasses import replace

from autocut.learning.decisions import decisions
from autocut.model.rendition import PLAN_SCHEMA, Candidate, Plan, Rendition
from autocut.model.segment import Score
from autocut.model.span import Span
from tests.builders import a_master, a_preset, a_rendition


def weighed(start: float, end: float, hook: float, *, chosen: bool = False) -> Candidate:
    return Candidate(Span(start, end), Score(hook, {}, {"hook": hook}), chosen, "because")


PASSAGES = (
    weighed(0, 20, 0.9, chosen=True),
    weighed(5, 20, 0.8),
    weighed(30, 50, 0.5),
    weighed(31, 45, 0.4),
)


def a_plan(*renditions: Rendition) -> Plan:
    return Plan(PLAN_SCHEMA, a_master(), renditions)


def a_short(*played: Span, passages: tuple[Candidate, ...] = PASSAGES) -> Rendition:
    return replace(a_rendition(list(played), preset=a_preset()), candidates=passages)


def decided(*renditions: Rendition) -> list[tuple[float, float]]:
    """The hook of each passage that was decided on, with the outcome."""
    return [(example.signals["hook"], example.outcome) for example in decisions(a_plan(*renditions))]


def test_a_passage_in_the_place_of_the_chosen_one_is_kept_and_the_chosen_one_dropped() -> None:
    assert decided(a_short(Span(30.5, 50))) == [(0.5, 1.0), (0.9, 0.0)]


def test_a_plan_that_nobody_edited_tells_nothing() -> None:
    assert decided(a_short(Span(0, 20))) == []


def test_a_clip_that_was_trimmed_a_little_is_still_what_was_chosen() -> None:
    assert decided(a_short(Span(2, 18))) == []


def test_a_clip_of_what_was_never_weighed_only_drops() -> None:
    dropped, kept = a_short(Span(52, 58)), a_short(Span(0, 20))
    assert decided(dropped) == [], "there is nothing to compare it with"
    assert decided(dropped, kept) == [(0.9, 0.0), (0.9, 1.0)]


def test_a_clip_that_was_added_is_kept_too() -> None:
    trailer = (weighed(0, 4, 0.9, chosen=True), weighed(10, 14, 0.8, chosen=True), weighed(20, 24, 0.3))
    assert decided(a_short(Span(0, 4), Span(20, 24), passages=trailer)) == [(0.9, 1.0), (0.3, 1.0), (0.8, 0.0)]


def test_a_version_that_was_emptied_drops_all() -> None:
    assert (0.9, 0.0) in decided(a_short(), a_short(Span(0, 20)))


def test_decisions_on_different_masters_or_presets_are_no_peers() -> None:
    square = replace(a_short(Span(30, 50)), preset=a_preset("square"))
    first = decisions(a_plan(a_short(Span(30, 50)), square))
    other = decisions(replace(a_plan(square), master=replace(a_master(), fingerprint="beef")))
    assert len({example.peers for example in (*first, *other)}) == 3
