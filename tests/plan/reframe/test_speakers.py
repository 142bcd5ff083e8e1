"""Whom the camera shows while people talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.preset import Reframing
from autocut.model.reframe import Framing
from autocut.model.sight import Speaking, Subject
from autocut.model.span import Span
from autocut.model.speech import Turn
from autocut.plan.reframe import reframe
from tests.builders import a_master, a_subject, a_timeline, a_transcript, an_utterance, shots

VERTICAL = Size(1080, 1920)
LEFT, RIGHT = Box(150, 200, 90, 115), Box(1000, 210, 90, 115)
SECONDS = 30.0
TIMES = tuple(k / 2 for k in range(60))


def two_who_speak(left: Sequence[tuple[float, float]], right: Sequence[tuple[float, float]]) -> Analysis:
    """A shot of half a minute of two people at its sides, and when the mouth of each moves."""
    return Analysis(shots=shots(0, SECONDS), subjects=(_who_speaks(1, LEFT, left), _who_speaks(2, RIGHT, right)))


def _who_speaks(number: int, box: Box, spans: Sequence[tuple[float, float]]) -> Subject:
    subject = a_subject(box, times=TIMES, number=number)
    return replace(subject, speaking=tuple(Speaking(Span(*span), 0.9) for span in spans))


def plan(analysis: Analysis, limits: Reframing = Reframing()) -> tuple[Framing, ...]:
    """The framings of the whole."""
    return reframe(a_master(SECONDS), analysis, a_timeline([Span(0, SECONDS)]), VERTICAL, limits)


def shown_at(framings: tuple[Framing, ...], time: float) -> set[str]:
    """Who is whole in the picture."""
    framing = [each for each in framings if each.time <= time][-1]
    found = set()
    for name, box in (("left", LEFT), ("right", RIGHT)):
        for panel in framing.panels:
            x, y = panel.path.at(time)
            whole = Box(x, y, panel.path.size.width, panel.path.size.height)
            found |= {name} if box.clipped(whole) == box else set()
    return found


def test_the_picture_cuts_to_who_takes_the_word_three_frames_before_it() -> None:
    words = (an_utterance("It is a long way from here.", 0.5, 9.6), an_utterance("Not at all, I walk it.", 10.0, 19))
    analysis = replace(two_who_speak([(0.4, 9.7)], [(10.2, 29.0)]), transcript=a_transcript(*words))
    first, second = plan(analysis)
    assert {first.layout, second.layout} == {"crop"}
    assert second.time == pytest.approx(10.0 - 3 / 25)
    assert (shown_at((first, second), 9.5), shown_at((first, second), 10.0)) == ({"left"}, {"right"})
    assert all(len(framing.panels[0].path.keyframes) == 1 for framing in (first, second))
    assert "speaks" in second.why


def test_an_interjection_changes_nothing() -> None:
    framings = plan(two_who_speak([(0, 12), (13, 30)], [(12, 13)]))
    assert len(framings) == 1
    assert shown_at(framings, 12.5) == {"left"}


def test_a_quick_exchange_is_shown_with_both() -> None:
    left, right = [(k, k + 1.4) for k in range(0, 30, 3)], [(k + 1.5, k + 2.9) for k in range(0, 30, 3)]
    (framing,) = plan(two_who_speak(left, right))
    assert framing.layout == "split"
    assert shown_at((framing,), 15.0) == {"left", "right"}


def test_whom_a_preset_without_split_shows_does_not_change_faster_than_it_says() -> None:
    left, right = [(k, k + 1.4) for k in range(0, 30, 3)], [(k + 1.5, k + 2.9) for k in range(0, 30, 3)]
    framings = plan(two_who_speak(left, right), Reframing(layouts=("crop",), least_dwell=4.0))
    times = [*(framing.time for framing in framings), SECONDS]
    assert all(end - start >= 3.4 for start, end in pairwise(times))


def test_a_voice_that_was_seen_with_a_face_is_that_faces_where_no_mouth_is_read() -> None:
    analysis = replace(two_who_speak([(1, 5)], [(11, 14)]), turns=(Turn(Span(1, 10), "A"), Turn(Span(11, 29), "B")))
    framings = plan(analysis)
    assert (shown_at(framings, 9.0), shown_at(framings, 28.0)) == ({"left"}, {"right"})


def test_who_passes_by_is_not_followed() -> None:
    stays = a_subject(Box(600, 200, 90, 115), times=TIMES, number=1)
    passes = a_subject(Box(1100, 200, 110, 140), times=(10.0, 10.5, 11.0), number=2)
    (framing,) = plan(Analysis(shots=shots(0, SECONDS), subjects=(stays, passes)))
    assert len(framing.panels[0].path.keyframes) == 1
    assert list(framing.shown(Box(600, 200, 90, 115), 10.5))
