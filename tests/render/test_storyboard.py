"""The picture of a plan: which frames it shows, where, and what stands below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from autocut.errors import PlanError
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.media.still import still
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Clip
from autocut.render.storyboard import MOST_CLIPS, Strip, storyboard, write_storyboard
from tests.builders import a_preset, a_rendition
from tests.numbered import BITS
from tests.render.pictures import gray
from tests.render.versions import rendered, short_preset, version

FIRST_TOP, LEFT = 54, 24


@pytest.fixture(scope="module")
def master(numbered: Callable[..., Path]) -> Master:
    """A master whose frames carry their numbers."""
    return probe(numbered("25", 240, "320x180"))


def drawn(master: Master, *renditions: Rendition, words: str = "") -> Any:
    """The storyboard as an array of red, green and blue."""
    strips = [Strip(each, each.name, (words,) * len(each.timeline.clips)) for each in renditions]
    return np.asarray(finish(storyboard(strips, master)))


def number_in(frame: Any) -> int:
    """The number that the bars of a frame show."""
    height, width = frame.shape[:2]
    bars = [frame[height // 2, int(width * (k + 0.5) / BITS)].mean() > 125 for k in range(BITS)]
    return sum(1 << (BITS - 1 - k) for k, bar in enumerate(bars) if bar)


@pytest.mark.parametrize("number", [0, 1, 77, 128, 239])
def test_a_still_is_the_frame_that_is_seen_at_that_time(master: Master, number: int) -> None:
    for time in (number / 25, (number + 0.5) / 25, (number + 0.85) / 25):
        assert number_in(still(master, time, 320).image) == number


def test_a_still_after_the_last_frame_is_the_last(master: Master) -> None:
    assert number_in(still(master, 9.9, 320).image) == 239


def test_each_clip_shows_its_middle(master: Master) -> None:
    full = a_rendition([Span(1, 3), Span(6, 7), Span(2, 2.4)], master)
    page = drawn(master, full)
    frames = [page[FIRST_TOP : FIRST_TOP + 168, left : left + 298] for left in (LEFT, LEFT + 314, LEFT + 2 * 314)]
    assert [number_in(frame) for frame in frames] == [50, 162, 55]


def test_a_cropped_version_shows_its_window(master: Master) -> None:
    crop = CropPath(Size(100, 178), (Keyframe(0.0, 0.0, 1.0), Keyframe(2.0, 220.0, 1.0)))
    short = a_rendition([Span(5.0, 7.0), Span(0, 2)], master, a_preset("youtube-short"), crop)
    page = drawn(master, short)
    for left, clip, corner in ((LEFT, short.timeline.clips[0], 0), (LEFT + 224, short.timeline.clips[1], 220)):
        whole = still(master, clip.span.middle, 320).image[90, :, 0]
        for across in (10, 85, 150):
            shown = page[FIRST_TOP + 150, left + across].mean()
            assert shown == pytest.approx(whole[corner + round(across * 100 / 169)], abs=12)


def test_every_layout_is_drawn_as_it_will_be_rendered(master: Master, tmp_path: Path) -> None:
    whole, half = Size(320, 180), Size(100, 88)
    upper, lower, within = Box(0, 0, 360, 320), Box(0, 320, 360, 320), Box(0, 218, 360, 204)
    pan = CropPath(Size(100, 178), (Keyframe(0.0, 0.0, 0.0), Keyframe(0.4, 200.0, 0.0, "ease")))
    right = CropPath(half, (Keyframe(0.0, 200.0, 60.0),))
    framings = (
        Framing(0.0, "crop", (Panel(Box(0, 0, 360, 640), pan),)),
        Framing(1.0, "split", (Panel(upper, CropPath(half, (Keyframe(0.0, 0.0, 0.0),))), Panel(lower, right))),
        Framing(2.0, "fit", (Panel(within, CropPath(whole, (Keyframe(0.0, 0.0, 0.0),))),)),
    )
    made = replace(version(master, [Span(1.0, 2.0), Span(7.0, 8.0), Span(4.0, 5.0)], short_preset()), framings=framings)
    page = drawn(master, made).mean(axis=2)
    shown = gray(rendered(made, master, tmp_path))
    for number in range(3):
        left = LEFT + 224 * number
        sketch = page[FIRST_TOP : FIRST_TOP + 300, left : left + 169]
        frame = (cv2.resize(shown[25 * number + 12], (169, 300), interpolation=cv2.INTER_AREA) - 16.0) * 255 / 219
        assert np.abs(sketch - frame).mean() < 5


def test_a_padded_version_shows_its_black(master: Master) -> None:
    preset = a_preset("youtube-short", "canvas.fit=pad")
    page = drawn(master, a_rendition([Span(0, 2)], master, preset))
    column = page[FIRST_TOP : FIRST_TOP + 300, LEFT + 80].mean(axis=1)
    assert all(column[:90] < 5)
    assert column[150] > 20
    assert all(column[210:] < 5)


def test_cards_bumpers_and_sound_alone_have_panels_too(master: Master) -> None:
    bumper = Clip(str(master.path), Span(0, 1), bumper=True)
    full = a_rendition([2.0], master)
    page = drawn(master, replace(full, timeline=replace(full.timeline, clips=(bumper, *full.timeline.clips))))
    assert number_in(page[FIRST_TOP : FIRST_TOP + 168, LEFT : LEFT + 298]) == 12
    assert tuple(page[FIRST_TOP + 5, LEFT + 320]) == (28, 30, 36)
    assert page[FIRST_TOP : FIRST_TOP + 168, LEFT + 320 : LEFT + 600].max() > 200
    assert drawn(master, a_rendition([Span(0, 2)], master, a_preset("podcast-audio"))).shape[1] == page.shape[1]


def test_words_make_the_panel_higher_and_versions_stand_under_each_other(master: Master) -> None:
    one = a_rendition([Span(0, 2)], master)
    silent, spoken = drawn(master, one), drawn(master, one, words="These are the words of it.")
    assert 0 < spoken.shape[0] - silent.shape[0] < 60
    assert drawn(master, one, one).shape[0] > 1.8 * silent.shape[0]


def test_a_version_of_very_many_clips_shows_the_first_of_them(master: Master) -> None:
    def height(count: int) -> int:
        return int(drawn(master, a_rendition([0.2] * count, master)).shape[0])

    assert height(MOST_CLIPS + 7) == height(MOST_CLIPS)


def test_a_version_without_clips_is_its_heading_alone(master: Master) -> None:
    assert drawn(master, a_rendition([], master), a_rendition([0.2], master)).shape[0] > 300


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(master: Master, tmp_path: Path) -> None:
    page = finish(storyboard([Strip(a_rendition([0.2], master), "v", ("",))], master))
    with pytest.raises(PlanError, match=r"board\.png cannot be written: No such file"):
        write_storyboard(page, tmp_path / "none" / "board.png")
    (tmp_path / "board.png").mkdir()
    with pytest.raises(PlanError, match="cannot be written"):
        write_storyboard(page, tmp_path / "board.png")
    assert [path.name for path in tmp_path.iterdir()] == ["board.png"]
