"""The same plan gives the same file, bit for bit, however many cores there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autocut.codecs.coding import software
from autocut.deliver.deliver import sha256
from autocut.media.probe import probe
from autocut.model.captions import Cue
from autocut.model.span import Span
from tests.builders import PAL
from tests.render.test_codecs import CASES
from tests.render.versions import full_preset, rendered, version

FORMS: dict[str, tuple[str, ...]] = {"h264": ()} | {
    name: CASES[name].overrides for name in ("hevc", "av1", "prores-hq", "dnxhr-hqx", "xdcam")
}


@contextmanager
def cores(count: int) -> Iterator[None]:
    """What is started meanwhile has so many."""
    had = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(had)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, had)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="there is one core")
def test_a_version_is_the_same_file_from_one_core_and_from_two(
    form: str, numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(numbered("25", 100, "320x180"))
    asked = full_preset(*FORMS[form], "captions.burn=true")
    rendition = version(master, [Span(2.0, 3.0), Span(0.0, 1.0)], asked, cues=(Cue(Span(0.5, 1.5), ("Word",)),))
    digests = []
    for count in (1, 2):
        (tmp_path / str(count)).mkdir()
        with cores(count):
            digests.append(sha256(rendered(rendition, master, tmp_path / str(count))))
    assert digests[0] == digests[1]


@pytest.mark.parametrize("form", ["h264", "hevc", "av1"])
def test_a_version_whose_bitrate_is_capped_is_the_same_file_each_time(
    form: str, make: Callable[..., Path], tmp_path: Path
) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=4,noise=alls=40:allf=t", "-f", "lavfi", "-i", "sine=d=4")
    master = probe(make("noisy-anywhere.mp4", *source, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"))
    asked = full_preset(*FORMS[form], "video.max_bitrate=600", "video.speed=veryfast")
    digests = set()
    for count in range(3):
        (tmp_path / str(count)).mkdir()
        digests.add(sha256(rendered(version(master, [Span(0.0, 4.0)], asked), master, tmp_path / str(count))))
    assert len(digests) == 1


def test_a_version_that_need_not_be_repeatable_is_coded_by_all_cores() -> None:
    for form, key, one in (
        ("h264", "threads:v", "1"),
        ("hevc", "x265-params", "frame-threads=1"),
        ("av1", "svtav1-params", "lp=1"),
    ):
        told = []
        for asked in ("true", "false"):
            video = full_preset(*FORMS[form], f"video.repeatable={asked}").video
            assert video is not None
            told.append(one in str(software(video, PAL).options[key]))
        assert told == [True, False]


def test_versions_that_are_not_alike_have_other_numbers_of_their_material(
    numbered: Callable[..., Path], tmp_path: Path
) -> None:
    import av

    master, preset = probe(numbered("25", 100, "320x180")), full_preset(*FORMS["dnxhr-hqx"])
    found = []
    for start in (0.0, 1.0):
        (tmp_path / str(start)).mkdir()
        path = rendered(version(master, [Span(start, start + 1)], preset), master, tmp_path / str(start))
        with av.open(str(path)) as container:
            found.append(container.metadata["material_package_umid"])
            own = container.streams.video[0].metadata["file_package_umid"]
        assert own[:-2] == found[-1][:-2]
        assert own != found[-1]
        assert path.read_bytes().count(bytes.fromhex(own[2:])) >= 25
    assert found[0] != found[1]
