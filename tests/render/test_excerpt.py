"""Stretches of a version as a version of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.captions import Cue
from autocut.model.geometry import Size
from autocut.model.reframe import CropPath, Keyframe, framing_at
from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.model.timeline import Chapter, Clip, Music, Muted
from autocut.render.excerpt import excerpt
from tests.builders import PAL, a_master, a_preset, a_rendition, same_every_time

CROP = CropPath(Size(100, 178), (Keyframe(0.0, 1.0, 0.0), Keyframe(4.0, 2.0, 0.0), Keyframe(8.0, 3.0, 0.0)))
WHOLE = a_rendition([Span(10, 15), 3.0, Span(40, 44)], preset=a_preset("youtube-short"), crop=CROP)


def test_clips_are_cut_to_what_they_play_in_the_spans() -> None:
    found = excerpt(WHOLE, [Span(4, 6), Span(8, 10)]).timeline
    first, card, last = found.clips
    assert (first.span, last.span) == (Span(14, 15), Span(40, 42))
    assert card.card == WHOLE.timeline.clips[1].card
    assert card.span == Span(0, 1)
    assert found.duration == 4.0


def test_the_whole_is_the_whole() -> None:
    assert excerpt(WHOLE, [Span(0, 12)]) == WHOLE


def test_the_crop_window_stands_where_it_stood() -> None:
    framings = excerpt(WHOLE, [Span(3, 5), Span(9, 11)]).framings
    places = [framing_at(framings, time).panels[0].path.at(time)[0] for time in (0.0, 0.99, 1.0, 1.99, 2.0, 3.9)]
    assert places == [1, 1, 2, 2, 3, 3]


def test_captions_mutes_and_music_come_along() -> None:
    words = (Word("one", Span(0.5, 1)), Word("two", Span(1, 2)))
    cue = Cue(Span(0.5, 2), ("one two",), words)
    whole = replace(
        WHOLE,
        cues=(cue, Cue(Span(9, 9.5), ("later",))),
        timeline=replace(
            WHOLE.timeline,
            muted=(Muted(Span(1.5, 1.8), beep=True), Muted(Span(10, 11))),
            music=Music("/tune.wav", Span(2, 14)),
            chapters=(Chapter(0.0, "All"),),
        ),
    )
    found = excerpt(whole, [Span(1, 3)])
    assert found.cues == (Cue(Span(0, 1), ("one two",), (Word("two", Span(0, 1)),)),)
    assert [each.beep for each in found.timeline.muted] == [True]
    assert found.timeline.muted[0].span.duration == pytest.approx(0.3)
    assert found.timeline.music == Music("/tune.wav", Span(3, 14))
    assert found.timeline.chapters == ()


def test_sound_joins_with_the_picture() -> None:
    clips = (Clip("/films/master.mp4", Span(10, 15)), Clip("/films/master.mp4", Span(20, 25), lead=0.3))
    whole = replace(WHOLE, timeline=replace(WHOLE.timeline, clips=clips))
    assert [clip.lead for clip in excerpt(whole, [Span(2, 8)]).timeline.clips] == [0.0, 0.0]


@same_every_time
@given(bounds=st.lists(st.integers(0, 299), min_size=2, max_size=6, unique=True))
def test_an_excerpt_lasts_as_long_as_its_spans_and_lies_within_the_version(bounds: list[int]) -> None:
    ordered = sorted(bounds)
    spans = [
        Span(float(start / PAL), float(end / PAL)) for start, end in zip(ordered[::2], ordered[1::2], strict=False)
    ]
    found = excerpt(WHOLE, spans)
    assert found.timeline.duration == pytest.approx(sum(span.duration for span in spans))
    assert all(clip.span.end <= a_master().duration for clip in found.timeline.clips)
    assert all(0 <= framing.time < found.timeline.duration for framing in found.framings)
