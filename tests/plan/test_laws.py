"""Whatever is found in a master, its versions keep the laws of editing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.errors import PlanError
from autocut.lexicons import lexicon
from autocut.model.preset import Editing, Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.slivers import LEAST_FRAMES
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from tests.builders import a_master, a_preset, a_rendition, an_analysis, same_every_time, some_passages
from tests.score.chance import analyses, times

BOUNDS = ("duration.min=5", "duration.target=10", "duration.max=20", "score.minimum=0")
SHORT = a_preset("youtube-short", *BOUNDS, "count=3")
FULL = a_preset("youtube-full", "duration.min=1", "edit.chapters=false")
TRAILER = a_preset("trailer-landscape", "duration.min=8", "duration.target=16", "duration.max=24", "score.minimum=0")
ROUNDING = 1e-6


@st.composite
def footages(draw: st.DrawFn) -> Footage:
    """A master of 40 s in which anything may have been found."""
    return Footage(a_master(40.0), draw(analyses()), lexicon("en"))


def edits() -> st.SearchStrategy[Editing]:
    return st.builds(
        Editing,
        pre_roll=st.sampled_from([0.0, 0.15, 0.4]),
        post_roll=st.sampled_from([0.0, 0.3]),
        tighten=st.sampled_from(["off", "gentle", "tight"]),
        hook_first=st.booleans(),
        never=st.lists(st.builds(lambda start: Span(start, start + 3), times(37.0)), max_size=1).map(tuple),
        seed=st.integers(0, 3),
    )


def made(footage: Footage, preset: Preset) -> tuple[Rendition, ...]:
    return plan(footage, some_passages(footage.master, footage.analysis, preset), preset)


def heard(rendition: Rendition) -> list[Span]:
    """What of the master's sound is played, in playing order."""
    return [clip.span for clip, _ in rendition.timeline.heard() if clip.of_master]


def broken(rendition: Rendition, footage: Footage) -> list[str]:
    """The laws that a version breaks."""
    return [
        *_out_of_bounds(rendition),
        *_in_a_voice(rendition, footage),
        *_twice(rendition),
        *_flashes(rendition, footage),
    ]


def _out_of_bounds(rendition: Rendition) -> Iterator[str]:
    bounds, length = rendition.preset.duration, rendition.timeline.duration
    if not bounds.min - 0.041 <= length <= bounds.max + 0.041:
        yield f"lasts {length} s"
    for never in rendition.preset.edit.never:
        if any(piece.overlap(never) > ROUNDING for piece in heard(rendition)):
            yield f"plays {never}, which is never to be shown"


def _in_a_voice(rendition: Rendition, footage: Footage) -> Iterator[str]:
    voices = Bounds(footage, rendition.preset.edit).voice
    for piece in heard(rendition):
        for time in (piece.start, piece.end):
            if any(voice.start + ROUNDING < time < voice.end - ROUNDING for voice in voices):
                yield f"cuts a voice at {time}"


def _twice(rendition: Rendition) -> Iterator[str]:
    for one, other in pairwise(sorted(heard(rendition))):
        if one.overlap(other) > ROUNDING:
            yield f"plays {one} and {other}"


def _flashes(rendition: Rendition, footage: Footage) -> Iterator[str]:
    """Where the master itself begins or ends on a brief shot, the edit has no part in it."""
    slivers, whole = Bounds(footage, rendition.preset.edit).slivers, footage.master.picture
    for shown in rendition.played:
        if shown.duration < slivers.least:
            yield f"shows {shown} for under {LEAST_FRAMES} frames"
        begins, ends = shown.start > whole.start, shown.end < whole.end
        if (begins and slivers.after(shown.start)) or (ends and slivers.before(shown.end)):
            yield f"shows a sliver of another shot at an end of {shown}"


@same_every_time
@given(footages(), edits())
def test_every_short_keeps_the_laws(footage: Footage, edit: Editing) -> None:
    preset = replace(SHORT, edit=edit)
    renditions = made(footage, preset)
    for rendition in renditions:
        if rendition.timeline.clips:
            assert broken(rendition, footage) == []
        else:
            assert rendition.reason
    assert made(footage, preset) == renditions


@same_every_time
@given(footages(), edits(), st.lists(times(36.0), min_size=1, max_size=2))
def test_what_is_to_be_kept_is_played_or_it_is_said_that_it_cannot_be(
    footage: Footage, edit: Editing, starts: Sequence[float]
) -> None:
    keep = tuple(Span(start, start + 3.5) for start in starts)
    preset = replace(SHORT, edit=replace(edit, keep=keep, never=()))
    try:
        first, *_ = made(footage, preset)
    except PlanError:
        return
    pieces = heard(first)
    bounds = Bounds(footage, preset.edit)
    said = [voice for voice in bounds.voice for span in keep if voice.overlap(span) == voice.duration > 0]
    for voice in said:
        assert any(piece.start <= voice.start + ROUNDING and voice.end - ROUNDING <= piece.end for piece in pieces)
    assert SHORT.duration.min - 0.1 <= first.timeline.duration <= SHORT.duration.max + 0.1


@same_every_time
@given(footages(), edits())
def test_every_trailer_keeps_the_laws_and_the_ending_back(footage: Footage, edit: Editing) -> None:
    assert TRAILER.trailer is not None
    preset = replace(TRAILER, edit=edit)
    (rendition,) = made(footage, preset)
    assert broken(rendition, footage) == [] or not rendition.timeline.clips
    assert rendition.timeline.clips or rendition.reason
    shown = footage.master.picture.duration * (1 - TRAILER.trailer.spoiler_guard)
    assert all(span.end <= shown + 0.041 for span in rendition.played)
    assert made(footage, preset) == (rendition,)


@same_every_time
@given(footages(), edits())
def test_every_full_version_keeps_the_laws_and_the_masters_order(footage: Footage, edit: Editing) -> None:
    preset = replace(FULL, edit=edit)
    (rendition,) = made(footage, preset)
    assert broken(rendition, footage) == [] or not rendition.timeline.clips
    assert list(rendition.played) == sorted(rendition.played)
    assert made(footage, preset) == (rendition,)


def test_a_broken_plan_is_seen_to_be_broken() -> None:
    """The laws themselves: a cut in a word, a piece played twice, a sliver."""
    master = a_master(60.0)
    footage = Footage(master, an_analysis(master), lexicon("en"))
    found = broken(a_rendition([Span(2.0, 9.0), Span(8.2, 10.2)], master, FULL), footage)
    assert [each.split()[0] for each in found] == ["cuts", "plays", "shows"]


@pytest.mark.parametrize("tighten", ["gentle", "tight"])
def test_several_shorts_of_a_talk_say_different_things(tighten: str) -> None:
    master = a_master(60.0)
    footage = Footage(master, an_analysis(master), lexicon("en"))
    preset = replace(SHORT, edit=replace(SHORT.edit, tighten=tighten))  # type: ignore[arg-type]
    spans = [span for rendition in made(footage, preset) for span in heard(rendition)]
    assert all(one.overlap(other) == 0 for one, other in pairwise(sorted(spans)))
