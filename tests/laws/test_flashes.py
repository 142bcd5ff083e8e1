"""A few frames of another shot at a join are seen; shots that are long enough, and joins themselves, are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.laws.flashes import first_shot, flashes_check
from autocut.media.frames import THUMBNAIL, Frame, Frames
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.rendition import Check
from autocut.model.span import Span
from autocut.model.timeline import Card
from tests.analyze.shots.films import X264, Make, film, joined
from tests.render.versions import full_preset, rendered, version

SHOTS = (60, 60, 60)


@pytest.fixture
def master(make: Make) -> Master:
    """Three shots of 60 frames, at 25 frames a second."""
    return probe(film(make, "laws-three-shots.mp4", joined(SHOTS)))


def frames(first: int, end: int) -> Span:
    return Span(first / 25, end / 25)


def checked(pieces: list[Span | tuple[Card, float]], master: Master, folder: Path) -> Check:
    rendition = version(master, pieces, full_preset())
    (check,) = finish(flashes_check(rendered(rendition, master, folder), rendition, master))
    return check


@pytest.mark.parametrize("pieces", [
    [frames(10, 50), frames(120, 170)],
    [frames(10, 60), frames(105, 170)],
    [frames(5, 75), frames(130, 180)],
])  # fmt: skip
def test_joins_on_shot_changes_or_clear_of_them_pass(pieces: list[Span], master: Master, tmp_path: Path) -> None:
    check = checked([*pieces], master, tmp_path)
    assert check.passed, check


@pytest.mark.parametrize(("pieces", "when"), [
    ([frames(10, 50), frames(115, 170)], "00:01.6"),
    ([frames(10, 61), frames(120, 170)], "00:02.0"),
    ([frames(52, 110), frames(120, 170)], "00:00.0"),
    ([frames(10, 50), frames(80, 125)], "00:03.4"),
])  # fmt: skip
def test_a_few_frames_of_another_shot_fail_and_the_check_says_when(
    pieces: list[Span], when: str, master: Master, tmp_path: Path
) -> None:
    check = checked([*pieces], master, tmp_path)
    assert not check.passed
    assert check.measured == f"a shorter one at {when}"


def test_a_whole_clip_of_a_few_frames_fails(master: Master, tmp_path: Path) -> None:
    assert not checked([frames(0, 50), frames(80, 90), frames(120, 170)], master, tmp_path).passed


def test_a_few_frames_that_the_master_goes_on_from_pass(master: Master, tmp_path: Path) -> None:
    assert checked([frames(0, 50), frames(80, 85), frames(85, 100), frames(120, 170)], master, tmp_path).passed


def test_a_few_frames_that_are_almost_black_are_no_flash(make: Make, tmp_path: Path) -> None:
    darker = "lutyuv=y=16+(val-16)*{share}:u=128:v=128:enable='gte(n,60)'"
    for share, passed in ((0.05, True), (1.0, False)):
        graph = f"{joined(SHOTS)};[v]{darker.format(share=share)}[out]"
        master = probe(make(f"laws-darker-{share}.mp4", "-filter_complex", graph, "-map", "[out]", *X264))
        folder = tmp_path / f"{share}"
        folder.mkdir()
        assert checked([frames(30, 65), frames(5, 25)], master, folder).passed is passed


def test_light_that_flashes_up_in_a_shot_is_no_flash_of_another(make: Make, tmp_path: Path) -> None:
    lit = "lutyuv=y=val*0.5+110:enable='gte(n,58)'"
    master = probe(make("laws-lit.mp4", "-filter_complex", f"{joined(SHOTS)};[v]{lit}[out]", "-map", "[out]", *X264))
    assert checked([frames(10, 60), frames(130, 170)], master, tmp_path).passed


def test_a_brief_shot_that_is_whole_is_as_its_makers_wanted_it(make: Make, tmp_path: Path) -> None:
    master = probe(film(make, "laws-brief-shot.mp4", joined((60, 8, 60))))
    for first, passed in ((60, True), (63, False)):
        folder = tmp_path / f"{first}"
        folder.mkdir()
        assert checked([frames(5, 40), frames(first, 110)], master, folder).passed is passed


def test_the_whole_master_and_cards_have_no_cuts(master: Master, tmp_path: Path) -> None:
    check = checked([Span(0.0, 7.2), (Card("The end"), 0.2)], master, tmp_path)
    assert check.passed
    assert check.measured == "none at 0 cuts"


@pytest.mark.parametrize("length", [1, 2, 5, 11, 12, 20])
def test_the_first_and_the_last_shot_of_a_stretch_are_counted_to_the_frame(length: int, master: Master) -> None:
    seen = [frame for _, (frame,) in Frames(master, [THUMBNAIL], [master.span], [master.span]) if frame]
    assert first_shot(seen[60 - length : 84 - length], opens=True) == length
    assert first_shot(seen[36 + length : 60 + length], opens=False) == length


def test_a_stretch_of_one_shot_is_all_its_own(master: Master) -> None:
    seen: list[Frame] = [
        frame for _, (frame,) in Frames(master, [THUMBNAIL], [frames(65, 89)], [frames(65, 89)]) if frame
    ]
    assert first_shot(seen, opens=True) == first_shot(seen, opens=False) == 24
    assert first_shot([], opens=True) == 0


def test_sound_alone_has_no_such_check(make: Callable[..., Path], master: Master) -> None:
    from tests.builders import a_preset

    rendition = version(master, [frames(10, 50)], a_preset("podcast-audio"))
    assert finish(flashes_check(Path("none.mp3"), rendition, master)) == ()
