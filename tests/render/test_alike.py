from __future__ import annotations

from dataclasses import replace

from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Timeline
from autocut.render.alike import alike
from tests.builders import NTSC, a_master, a_preset, a_rendition

MASTER = a_master(60.0, NTSC)
PIECES = [Span(1.001, 3.003), Span(5.005, 7.007)]


def of(name: str, pieces: list[Span] = PIECES) -> Rendition:
    return a_rendition(pieces, MASTER, a_preset(name))


def test_versions_that_play_the_same_are_alike_whatever_they_look_like() -> None:
    short, other, full = of("youtube-short"), of("tiktok", PIECES[:1]), of("youtube-full")
    empty = replace(short, timeline=Timeline(NTSC, ()))
    assert alike([short, other, empty, full, of("tiktok")], MASTER) == ((0, 3, 4), (1,))


def test_versions_that_hear_another_track_are_not_alike() -> None:
    one = of("tiktok")
    preset = replace(one.preset, analysis=replace(one.preset.analysis, audio_track="2"))
    assert alike([one, replace(one, preset=preset)], MASTER) == ((0,), (1,))


def test_no_more_large_pictures_are_coded_at_once_than_memory_holds() -> None:
    one = of("youtube-full")
    assert one.preset.canvas is not None
    canvas = replace(one.preset.canvas, width=3840, height=2160)
    large = replace(one, preset=replace(one.preset, canvas=replace(canvas, fit="pad")))
    as_the_master = replace(one, preset=replace(one.preset, canvas=canvas))
    assert alike([large, large, large, as_the_master], MASTER) == ((0, 1), (2, 3))
    assert alike([as_the_master] * 9, MASTER) == (tuple(range(9)),)
