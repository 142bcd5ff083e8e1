"""A passage that opens on black or on a title card is worth less than one that opens on a picture."""

from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.sight import TextRegion
from autocut.model.span import Span
from autocut.plan.footage import Footage
from autocut.plan.short.short import shorts
from autocut.plan.short.sight import sight
from tests.builders import a_master, a_preset, a_segment

CROPPED, WHOLE = a_preset("youtube-short"), a_preset("youtube-short", "canvas.fit=pad")
TITLE = TextRegion(Span(10, 13), Box(100, 300, 1000, 90), 0.9)


def footage(*, black: tuple[Span, ...] = (), text: tuple[TextRegion, ...] = ()) -> Footage:
    return Footage(a_master(120.0), Analysis(black=black, text=text))


def test_a_passage_that_shows_something_all_the_time_loses_nothing() -> None:
    assert (
        sight(Span(0, 30), footage(black=(Span(40, 50),), text=(TextRegion(Span(60, 70), TITLE.box, 0.9),)), CROPPED)
        == 1
    )


def test_black_costs_the_most_at_the_beginning() -> None:
    dark = footage(black=(Span(10, 13),))
    assert sight(Span(10, 40), dark, CROPPED) == pytest.approx(1 - 0.4 - 0.03)
    assert sight(Span(0, 30), dark, CROPPED) == pytest.approx(1 - 0.03)


def test_writing_costs_where_the_picture_is_cropped() -> None:
    titled = footage(text=(TITLE, TITLE))
    assert sight(Span(10, 40), titled, CROPPED) == pytest.approx(1 - 0.4 - 0.03)
    assert sight(Span(10, 40), titled, WHOLE) == 1


def test_of_two_passages_alike_the_short_is_the_one_without_a_title_card() -> None:
    segments = [a_segment(10, 45, 0.7), a_segment(60, 95, 0.65)]
    (plain,) = shorts(footage(), segments, CROPPED)
    (choice,) = shorts(footage(text=(TITLE,)), segments, CROPPED)
    assert plain.clips[0].span == Span(10, 45)
    assert choice.clips[0].span == Span(60, 95)
