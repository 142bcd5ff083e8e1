"""How a file is put together is told by the file itself: each fault fails the check that is meant for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut import presets
from autocut.checks.container import container_checks
from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.model.preset import Preset
from autocut.model.rendition import Check
from autocut.model.span import Span
from tests.media.sources import picture, tone
from tests.render.versions import full_preset, rendered, version

TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
SOURCE = (*picture(6), *tone(6))
GOOD = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "12", "-sc_threshold", "0", "-c:a", "aac")
FIRST = ("-movflags", "+faststart")
TWO_SOUNDS = ("-map", "0:v", "-map", "1:a", "-map", "1:a")
OPEN = ("-x264-params", "open-gop=1", "-preset", "veryfast", "-g", "12")
UNEVEN = ("-vf", "setpts=N/25/TB+0.02*mod(N\\,2)/TB", "-fps_mode", "passthrough", "-video_track_timescale", "90000")
FAULTS = {
    "index-behind": ((*GOOD,), "index first"),
    "second-sound": ((*TWO_SOUNDS, *GOOD, *FIRST), "streams"),
    "far-keys": ((*GOOD, "-g", "100", *FIRST), "key frames"),
    "open-groups": ((*GOOD, *OPEN, *FIRST), "key frames"),
    "many-b-frames": ((*GOOD, "-bf", "5", "-b_strategy", "0", *FIRST), "key frames"),
    "uneven": ((*UNEVEN, *GOOD, *FIRST), "even pace"),
}  # fmt: skip


def failed(path: Path, preset: Preset) -> set[str]:
    return {check.name for check in container_checks(inspect(path), preset) if not check.passed}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_file_fails_its_own_check(fault: str, make: Callable[..., Path]) -> None:
    arguments, expected = FAULTS[fault]
    assert failed(make(f"container-{fault}.mp4", *SOURCE, *arguments), full_preset()) == {expected}


def test_sound_that_waits_in_an_edit_list_is_more_than_a_delay(make: Callable[..., Path]) -> None:
    path = make("container-waits.mp4", *picture(6), "-itsoffset", "0.5", *tone(5), *GOOD, *FIRST)
    assert failed(path, full_preset()) == {"edit lists"}


def test_what_is_rendered_is_put_together_as_its_preset_asks(make: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(make("container-master.mkv", *SOURCE, *GOOD))
    rendition = version(master, [Span(0.0, 2.0), Span(3.0, 5.0)], full_preset("video.speed=veryfast"))
    facts = inspect(rendered(rendition, master, tmp_path))
    checks = list(container_checks(facts, rendition.preset))
    assert [check for check in checks if not check.passed] == []
    assert facts.picture is not None
    assert facts.picture.order.longest_gop == pytest.approx(0.48, abs=0.05)
    assert facts.picture.order.b_frames == 2
    assert {check.name for check in checks} == {"streams", "index first", "edit lists", "even pace", "key frames"}


def test_a_copied_picture_keeps_the_key_frames_of_its_master(make: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(make("container-copied.mp4", *SOURCE, "-vf", TAGS, *GOOD, "-g", "40"))
    rendition = version(master, [Span(0.0, 6.0)], full_preset())
    facts = inspect(rendered(rendition, master, tmp_path))
    assert "key frames" in {check.name for check in container_checks(facts, rendition.preset) if not check.passed}
    (keys,) = [each for each in container_checks(facts, rendition.preset, rendition, master) if _is_keys(each)]
    assert keys.passed
    assert "as the master has" in keys.measured


def _is_keys(check: Check) -> bool:
    return check.name == "key frames"


def test_sound_alone_has_no_picture_to_check(make: Callable[..., Path]) -> None:
    facts = inspect(make("container-sound.mp3", *tone(2)))
    assert {check.name for check in container_checks(facts, presets.load("podcast-audio"))} == {"streams"}
