"""Bumpers are played whole, fitted to the canvas, with their own sound and nothing laid over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from autocut.checks.verify import verify
from autocut.errors import InputError
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.geometry import Size
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline
from tests.builders import cropped
from tests.media.sources import X264, tone
from tests.numbered import numbers
from tests.render.pictures import box_of_light, gray, heard
from tests.render.versions import frames_of, full_preset, rendered, short_preset

RATE = Fraction(25)


def white(size: str, rate: str, seconds: float) -> tuple[str, ...]:
    """A bright grey picture, with a darker middle that moves."""
    lum = "'if(lt(hypot(X-W/2-N,Y-H/2),H/4),130,200)'"
    drawn = f"format=yuv420p,geq=lum={lum}:cb=128:cr=128"
    return ("-f", "lavfi", "-i", f"color=c=gray:s={size}:r={rate}:d={seconds},{drawn}")


def a_bumper(make: Callable[..., Path], size: str = "180x320", rate: str = "30", *, sounds: bool = True) -> Path:
    """A second of another film, in another shape and at another rate."""
    name = f"bumper-{size}-{rate.replace('/', '-')}-{sounds}.mp4"
    sound = (*tone(1, 300), "-c:a", "aac") if sounds else ()
    return make(name, *white(size, rate, 1), *sound, *X264)


def played(master: Path, intro: Path, outro: Path | None, preset: Preset) -> Rendition:
    """Two seconds of the master between its bumpers."""
    clips = [Clip(str(intro), Span(0.0, 1.0), bumper=True), Clip(str(master), frames_of(RATE, 60, 110))]
    clips += [Clip(str(outro), Span(0.0, 1.0), bumper=True)] if outro else []
    return Rendition("version", preset, Timeline(RATE, tuple(clips)))


def test_a_bumper_is_shown_whole_with_black_beside_it_and_the_master_follows_on_its_frame(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master, intro = probe(numbered("25", 240, "320x180")), a_bumper(make)
    rendition = played(master.path, intro, intro, full_preset())
    path = rendered(rendition, master, tmp_path)
    assert numbers(path)[25:75] == list(range(60, 110))
    images = gray(path)
    assert len(images) == 100
    for image in (images[0], images[12], images[24], images[75], images[99]):
        left, top, width, height = box_of_light(image)
        assert (top, height) == (0, 180)
        assert left == pytest.approx(109, abs=2)
        assert width == pytest.approx(102, abs=2)
        assert int(image[:, :100].max()) <= 17
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert all(check.passed for check in checks), checks


def test_a_bumper_sounds_in_its_own_place(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master, intro = probe(numbered("25", 240, "320x180")), a_bumper(make)
    quiet = a_bumper(make, sounds=False)
    sound = heard(rendered(played(master.path, intro, quiet, full_preset()), master, tmp_path)).mean(axis=0)
    assert strength(sound, 0.1, 0.9, 300) > 20 * strength(sound, 1.1, 2.9, 300)
    assert strength(sound, 1.1, 2.9, 220) > 20 * strength(sound, 0.1, 0.9, 220)
    assert float(np.abs(sound[round(3.05 * 48000) :]).max()) < 0.003


def strength(sound: np.ndarray, start: float, end: float, hertz: int) -> float:
    part = sound[round(start * 48000) : round(end * 48000)]
    return float(abs(np.mean(part * np.exp(-2j * np.pi * hertz * np.arange(len(part)) / 48000))))


def test_a_silent_master_has_the_sound_of_its_bumper(make: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(make("bumper-silent-master.mp4", *white("320x180", "25", 5), *X264))
    rendition = played(master.path, a_bumper(make), None, full_preset())
    path = rendered(rendition, master, tmp_path)
    sound = heard(path).mean(axis=0)
    assert strength(sound, 0.1, 0.9, 300) > 0.05
    assert float(np.abs(sound[round(1.05 * 48000) :]).max()) < 0.003
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert all(check.passed for check in checks), checks


@pytest.mark.parametrize(("size", "rate"), [("320x180", "60000/1001"), ("320x240", "24"), ("1280x720", "12")])
def test_a_bumper_of_any_rate_and_size_fills_its_frames(
    size: str, rate: str, make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master, intro = probe(numbered("25", 240, "320x180")), a_bumper(make, size, rate)
    rendition = played(master.path, intro, None, full_preset())
    path = rendered(rendition, master, tmp_path)
    assert len(numbers(path)) == 75
    assert numbers(path)[25:] == list(range(60, 110))


def a_logo(folder: Path, size: tuple[int, int] = (200, 100)) -> Path:
    """A green ellipse on nothing."""
    from PIL import ImageDraw

    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=(0, 255, 0, 255))
    picture.save(folder / "a logo's [picture].png")
    return folder / "a logo's [picture].png"


def colours(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]


def greens(image: np.ndarray) -> np.ndarray:
    """Where a picture is green."""
    found: np.ndarray = image[:, :, 1] - np.maximum(image[:, :, 0], image[:, :, 2]) > 90
    return found


def test_a_logo_lies_in_the_corner_of_the_safe_area_over_the_master_alone(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master, intro = probe(numbered("25", 240, "320x180")), a_bumper(make)
    preset = full_preset()
    preset = replace(preset, branding=replace(preset.branding, logo=str(a_logo(tmp_path))))
    images = colours(rendered(played(master.path, intro, intro, preset), master, tmp_path))
    seen = [bool(greens(image).any()) for image in images]
    assert seen == [False] * 25 + [True] * 50 + [False] * 25
    rows, columns = np.nonzero(greens(images[40]))
    # Twelve hundredths of 180 lines, 54 of 1080 lines from the top, 96 of 1920 columns from the right.
    assert rows.min() == pytest.approx(9, abs=2)
    assert columns.max() == pytest.approx(320 - 16 - 1, abs=2)
    assert rows.max() - rows.min() == pytest.approx(21, abs=2)
    assert columns.max() - columns.min() == pytest.approx(43, abs=3)


def test_captions_and_crop_do_not_touch_a_bumper(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master, intro = probe(numbered("25", 240, "640x360")), a_bumper(make)
    crop = CropPath(Size(202, 360), (Keyframe(0.0, 0, 0),))
    rendition = replace(played(master.path, intro, None, short_preset()), framings=cropped(short_preset(), crop))
    images = gray(rendered(rendition, master, tmp_path))
    assert images.shape == (75, 640, 360)
    assert box_of_light(images[12])[2:] == (360, 640)


@pytest.mark.parametrize("content", [b"", b"no picture at all" * 20])
def test_a_logo_that_is_no_picture_is_told(
    content: bytes, make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    master = probe(numbered("25", 240, "320x180"))
    preset = full_preset()
    preset = replace(preset, branding=replace(preset.branding, logo=str(tmp_path / "logo.png")))
    rendition = played(master.path, a_bumper(make), None, preset)
    with pytest.raises(InputError, match=r"the logo .*logo.png cannot be read as a picture"):
        rendered(rendition, master, tmp_path)
