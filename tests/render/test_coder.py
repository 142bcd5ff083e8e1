"""Hardware that cannot be opened, does not answer or fails at its work is told of, and the software codes instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from autocut.codecs.hardware import ENGINES
from autocut.media import capabilities
from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.media.tools import SETTING, ffmpeg_path
from autocut.model.preset import Encoder, Video, VideoCodec
from autocut.model.span import Span
from autocut.render.coder import chosen
from autocut.render.render import Rendered, render
from tests.numbered import numbers
from tests.render.versions import full_preset, version

PAL = Fraction(25)
NO_DRIVER = "Cannot load libcuda.so.1"


@pytest.fixture(autouse=True)
def forgotten_ffmpeg() -> Iterator[None]:
    """The choice of ffmpeg is made once a process; here machines differ."""
    ffmpeg_path.cache_clear()
    yield
    ffmpeg_path.cache_clear()


@pytest.fixture
def wrapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a machine whose ffmpeg does that at a trial, and else what it does."""

    def wrap(at_a_trial: str) -> None:
        program = tmp_path / "ffmpeg"
        program.write_text(f'#!/bin/sh\ncase "$*" in *testsrc2*) {at_a_trial};; esac\nexec {ffmpeg_path()} "$@"\n')
        program.chmod(0o755)
        monkeypatch.setenv(SETTING, str(program))
        ffmpeg_path.cache_clear()

    return wrap


def a_video(encoder: Encoder, codec: VideoCodec = "h264") -> Video:
    return Video(codec, 23, 4000, "veryfast", 0.5, 2, encoder=encoder)


def made(numbered: Callable[..., Path], folder: Path, *overrides: str) -> Rendered:
    """Two seconds, all of whose frames are there."""
    master = probe(numbered("25", 50, "320x180"))
    (folder / "working").mkdir()
    found = finish(render(version(master, [Span(0.0, 2.0)], full_preset(*overrides)), master, folder / "working"))
    assert numbers(found.path) == list(range(50))
    return found


def test_software_is_not_tried_and_nothing_is_told(wrapped: Callable[[str], None]) -> None:
    wrapped("exit 1")
    coding, notes = chosen(a_video("software"), PAL)
    assert (coding.encoder, notes) == ("libx264", ())


@pytest.mark.parametrize("engine", ENGINES)
def test_hardware_that_is_not_there_is_told_of_in_ffmpegs_words(engine: Encoder) -> None:
    for codec, own in {"h264": "libx264", "hevc": "libx265", "prores": "prores_ks"}.items():
        coding, (note,) = chosen(a_video(engine, codec), PAL)  # type: ignore[arg-type]
        assert coding.encoder == own
        assert note.startswith(f"{engine} was asked for and cannot be opened (")
        assert note.endswith(f"): coded by {own}")
        assert ("has no encoder of prores" in note) == (codec == "prores")


def test_where_no_hardware_is_found_each_kind_says_why() -> None:
    coding, (note,) = chosen(a_video("auto"), PAL)
    assert coding.encoder == "libx264"
    assert note.startswith("no encoder in hardware can be opened (nvenc: ")
    assert all(f"{engine}: " in note for engine in ENGINES)


def test_the_first_hardware_that_can_be_opened_is_taken(wrapped: Callable[[str], None]) -> None:
    wrapped('case "$*" in *nvenc*) exit 1;; *) exit 0;; esac')
    coding, notes = chosen(a_video("auto"), PAL)
    assert (coding.encoder, notes) == ("h264_qsv", ("coded by h264_qsv",))


def test_a_driver_that_never_answers_is_left(wrapped: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped("sleep 600")
    monkeypatch.setattr(capabilities, "_TRIAL_SECONDS", 0.5)
    coding, (note,) = chosen(a_video("vaapi"), PAL)
    assert coding.encoder == "libx264"
    assert "(it did not end within 0.5 s and was stopped)" in note


def test_a_trial_is_remembered(wrapped: Callable[[str], None], tmp_path: Path) -> None:
    wrapped(f"echo tried >> {tmp_path}/trials; exit 1")
    for _ in range(3):
        chosen(a_video("nvenc"), PAL)
    assert (tmp_path / "trials").read_text().count("tried") == 1


def test_a_version_for_missing_hardware_is_coded_by_the_software(numbered: Callable[..., Path], tmp_path: Path) -> None:
    found = made(numbered, tmp_path, "video.encoder=nvenc", "video.codec=hevc")
    assert found.notes == (f"nvenc was asked for and cannot be opened ({NO_DRIVER}): coded by libx265",)
    picture = inspect(found.path).picture
    assert picture is not None
    assert picture.codec == "hevc"


def test_hardware_that_fails_at_its_work_leaves_it_to_the_software(
    numbered: Callable[..., Path], tmp_path: Path, wrapped: Callable[[str], None]
) -> None:
    wrapped("exit 0")
    found = made(numbered, tmp_path, "video.encoder=nvenc")
    assert found.notes == (f"h264_nvenc failed ({NO_DRIVER}): coded by libx264",)
