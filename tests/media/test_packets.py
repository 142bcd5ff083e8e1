from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.media.packets import packets_of
from tests.media.sources import X264, picture, tone


@pytest.mark.parametrize(("suffix", "rate"), [("mp4", "25"), ("mkv", "30000/1001"), ("mov", "24000/1001")])
def test_packets_are_counted_and_weighed(suffix: str, rate: str, make: Callable[..., Path]) -> None:
    sound = ("-c:a", "pcm_s16le") if suffix != "mp4" else ("-c:a", "aac")
    path = make(f"packets-{rate.replace('/', '-')}.{suffix}", *picture(2, rate), *tone(2), *X264, "-bf", "2", *sound)
    found = packets_of(path, 0, Fraction(rate))
    assert found.count == round(2 * Fraction(rate))
    assert 0.2 * path.stat().st_size < found.bytes < path.stat().st_size
    assert found.even
    assert found.longest_group == 25


def test_frames_that_are_missing_or_at_another_rate_are_uneven(make: Callable[..., Path]) -> None:
    dropped = ("-vf", "select='not(eq(n,30))'", "-fps_mode", "passthrough")
    path = make("packets-dropped.mp4", *picture(2), *dropped, *X264)
    assert not packets_of(path, 0, Fraction(25)).even
    assert not packets_of(make("packets-24.mp4", *picture(2, "24"), *X264), 0, Fraction(25)).even


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "no.mp4").write_bytes(b"no film")
    with pytest.raises(InputError, match=r"no\.mp4 cannot be read"):
        packets_of(tmp_path / "no.mp4", 0, Fraction(25))
