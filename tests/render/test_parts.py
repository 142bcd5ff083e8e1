"""A version of many clips is made in parts that nobody can tell from a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from autocut.checks.verify import verify
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Card, Chapter, Clip, Timeline
from autocut.render.parts import parts
from tests.builders import same_every_time
from tests.numbered import numbers
from tests.render.pictures import clicks, gray
from tests.render.versions import frames_of, full_preset, rendered

SIZE = "320x180"


@same_every_time
@given(st.integers(1, 2000))
def test_parts_are_all_of_it_in_order_and_much_alike(count: int) -> None:
    runs = parts(count)
    assert [number for run in runs for number in run] == list(range(count))
    assert max(map(len, runs)) <= 24
    assert max(map(len, runs)) - min(map(len, runs)) <= 1


@pytest.mark.parametrize(
    ("rate", "preset"),
    [
        ("25", full_preset()),
        ("30000/1001", full_preset()),
        ("24000/1001", full_preset("container=mov", "video.codec=prores", "audio.codec=pcm_s24le")),
    ],
    ids=["25", "ntsc", "prores"],
)
def test_many_clips_keep_every_frame_and_every_sound_in_place(
    rate: str, preset: Preset, numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(numbered(rate, 240, SIZE))
    exact = Fraction(rate)
    bounds = [(7 * k % 200, 7 * k % 200 + 1 + k % 5) for k in range(53)]
    # Long enough for a whole click, in the last part.
    bounds.append((round(2 * exact) - 5, round(2 * exact) + 10))
    clips = tuple(Clip(str(master.path), frames_of(exact, *each)) for each in bounds)
    chapters = (Chapter(0.0, "One"), Chapter(2.0, "Two"))
    rendition = Rendition("version", preset, Timeline(exact, clips, chapters=chapters))
    path = rendered(rendition, master, tmp_path)
    assert numbers(path) == [frame for first, end in bounds for frame in range(first, end)]
    last = list(rendition.timeline.placed())[-1]
    assert clicks(path)[-1] == pytest.approx(last[1].start + 2 - last[0].span.start, abs=0.005)
    _, _, checks = finish(verify(path, preset, rendition, master))
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]


def test_logo_and_captions_lie_in_timeline_time_in_every_part(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    Image.new("RGBA", (40, 40), (0, 0, 0, 255)).save(tmp_path / "logo.png")
    preset = full_preset("captions.burn=true")
    preset = replace(preset, branding=replace(preset.branding, logo=str(tmp_path / "logo.png")))
    # Frame 239 is bright at its right, where the black logo lies.
    shown = [Clip(str(master.path), frames_of(Fraction(25), 239, 240)) for _ in range(40)]
    clips = (*shown[:30], Clip("card", Span(0.0, 0.4), Card(" ")), *shown[30:])
    cue = Cue(Span(1.44, 1.6), ("MMMM",))
    rendition = Rendition("version", preset, Timeline(Fraction(25), clips), cues=(cue,))
    images = gray(rendered(rendition, master, tmp_path))
    assert len(images) == 50
    corner = [int(np.median(image[14:24, 290:300])) for image in images]
    assert [level < 25 for level in corner] == [True] * 30 + [False] * 10 + [True] * 10
    bottom = images[:, 140:172, 100:220].max(axis=(1, 2)) > 225
    assert list(np.flatnonzero(bottom)) == list(range(36, 40))
