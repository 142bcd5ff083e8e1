"""Files come out within the bytes that their platform takes and waste few of them, or are refused by how much."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from autocut import presets
from autocut.checks.checks import verified
from autocut.errors import AutocutError, PlanError, RenderError
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.span import Span
from autocut.render.render import Rendered, render
from tests.media.sources import tone
from tests.render.versions import full_preset, version

SECONDS = 20
MOV = ("container=mov", "audio.codec=pcm_s24le")


@pytest.fixture(scope="module")
def noisy(make: Callable[..., Path]) -> Master:
    """What takes 9 Mbit/s at the quality of the preset."""
    picture = f"testsrc2=size=320x180:rate=25:duration={SECONDS},noise=alls=60:allf=t"
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-c:a", "aac")
    return probe(make("fitting-noisy.mp4", "-f", "lavfi", "-i", picture, *tone(SECONDS), *coding))


def made(master: Master, preset: Preset, folder: Path, *pieces: Span) -> Rendered:
    """The rendered version, which passes its checks."""
    rendition = version(master, pieces or [Span(0.0, SECONDS)], preset)
    found = finish(render(rendition, master, folder))
    _, _, checks = finish(verified(found.path, preset, rendition, master))
    assert [check for check in checks if not check.passed] == []
    return found


def refusal(kind: type[AutocutError], master: Master, preset: Preset, folder: Path, seconds: float = SECONDS) -> str:
    with pytest.raises(kind) as caught:
        finish(render(version(master, [Span(0.0, seconds)], preset), master, folder))
    return str(caught.value)


@pytest.mark.parametrize(
    "codec", ["h264", pytest.param("hevc", marks=pytest.mark.slow), pytest.param("av1", marks=pytest.mark.slow)]
)
def test_a_picture_too_large_at_its_quality_comes_out_just_under_the_limit(
    codec: str, noisy: Master, tmp_path: Path
) -> None:
    limit = 1_500_000
    found = made(noisy, full_preset(f"limits.max_bytes={limit}", f"video.codec={codec}"), tmp_path)
    assert 0.9 * limit < found.path.stat().st_size <= limit
    (note,) = found.notes
    assert re.fullmatch(r"coded by lib\w+ in two passes at \d+ kbit/s: at crf 20 it would be larger than .*", note)
    assert note.endswith("than the 1.50 MB of limits.max_bytes")


@pytest.mark.slow
def test_a_picture_of_many_clips_is_aimed_at_the_limit_in_all_its_parts(noisy: Master, tmp_path: Path) -> None:
    pieces = [Span(k * 0.6, k * 0.6 + 0.52) for k in range(25)]
    found = made(noisy, full_preset("limits.max_bytes=1000000"), tmp_path, *pieces)
    assert 900_000 < found.path.stat().st_size <= 1_000_000


def test_a_picture_that_fits_is_coded_at_its_quality_alone(noisy: Master, tmp_path: Path) -> None:
    free, bounded = tmp_path / "free", tmp_path / "bounded"
    free.mkdir()
    bounded.mkdir()
    piece = Span(0.0, 2.0)
    first = made(noisy, full_preset(), free, piece).path.read_bytes()
    # Much less than the cap on the bitrate would take, and just enough.
    second = made(noisy, full_preset(f"limits.max_bytes={len(first)}"), bounded, piece)
    assert second.notes == ()
    assert second.path.read_bytes() == first


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        (
            ("limits.max_bytes=300000",),
            "version lasts 20.0 s, in which h264 of 320x180 at 25 frames a second and the 48 kbit/s that it may not go "
            "below would come to 0.",
        ),
        (
            (*MOV, "video.codec=dnxhr", "limits.max_bytes=9000000"),
            "version lasts 20.0 s, in which dnxhr of 320x180 at 25 frames a second and the 5397 kbit/s that it takes "
            "would come to 19.",
        ),
    ],
)
def test_a_limit_that_cannot_be_met_is_told_before_anything_is_coded_and_by_how_much(
    overrides: tuple[str, ...], sentence: str, noisy: Master, tmp_path: Path
) -> None:
    told = refusal(PlanError, noisy, full_preset(*overrides), tmp_path)
    assert told.startswith(sentence), told
    assert re.search(r" \d+\.\d\d MB over the \d+\.\d\d MB of limits\.max_bytes$", told)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_cannot_be_aimed_and_comes_out_too_large_is_refused_by_how_much(
    noisy: Master, tmp_path: Path
) -> None:
    preset = full_preset(*MOV, "video.codec=prores", "limits.max_bytes=2000000")
    told = refusal(RenderError, noisy, preset, tmp_path, 4.0)
    assert re.fullmatch(r"version comes to \d+\.\d\d MB, \d+\.\d\d MB over the 2\.00 MB of limits\.max_bytes", told)


def test_sound_alone_is_refused_where_its_bitrate_comes_to_too_much(noisy: Master, tmp_path: Path) -> None:
    preset = presets.load("podcast-audio", ("duration.min=1", "limits.max_bytes=100000"))
    told = refusal(PlanError, noisy, preset, tmp_path)
    assert told.startswith("version lasts 20.0 s, in which its sound alone would come to 0.")
