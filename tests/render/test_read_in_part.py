"""A version that plays little of a master reads little of it, whatever the pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.checks.checks import verified
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.span import Span
from autocut.render.render import render
from tests.render.versions import full_preset, version

COUNTED = Path("/proc/self/io")
NOISE = "testsrc2=s=640x360:r=25:d=60,noise=alls=60:allf=t"


def bytes_read() -> int:
    """By this process and all that it has waited for, cached or not."""
    return int(dict(line.split(": ") for line in COUNTED.read_text("ascii").splitlines())["rchar"])


@pytest.mark.skipif(not COUNTED.is_file(), reason="the system does not count what processes read")
def test_a_twentieth_of_a_master_is_rendered_and_verified_without_reading_the_rest(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    sources = ("-f", "lavfi", "-i", NOISE, "-f", "lavfi", "-i", "sine=440:r=48000:d=60")
    path = make("read-in-part.mp4", *sources, "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac")
    master = probe(path)
    rendition = version(master, [Span(20.0, 21.0), Span(40.0, 42.0)], full_preset("video.max_bitrate=2000"))
    before = bytes_read()
    made = finish(render(rendition, master, tmp_path))
    rendered = bytes_read()
    _, _, checks = finish(verified(made.path, rendition.preset, rendition, master))
    checked = bytes_read()
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]
    assert rendered - before < master.bytes / 6
    assert checked - rendered < master.bytes / 3
