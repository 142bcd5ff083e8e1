"""Facts of finished files, read packet by packet."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.media.inspect import inspect
from autocut.model.geometry import Size
from tests.media.sources import CODING, X264, picture, tone

Make = Callable[..., Path]


@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "60"])
def test_frames_are_counted_and_the_rate_is_exact(rate: str, make: Make) -> None:
    path = make(f"inspect-inspected-{rate.replace('/', '-')}.mp4", *picture(3, rate), *tone(3), *CODING)
    facts = inspect(path)
    frames = round(3 * Fraction(rate))
    assert facts.picture is not None
    assert facts.sound is not None
    assert facts.picture.frames == pytest.approx(frames, abs=1)
    assert facts.picture.frame_rate == Fraction(rate)
    assert facts.picture.duration == pytest.approx(facts.picture.frames / Fraction(rate), abs=0.001)
    assert facts.sound.duration == pytest.approx(3, abs=0.03)
    assert facts.duration == pytest.approx(3, abs=0.06)
    assert facts.bytes == path.stat().st_size


def test_b_frames_count_and_last_as_the_others(make: Make) -> None:
    facts = inspect(make("inspect-b.mp4", *picture(3), "-c:v", "libx264", "-preset", "veryfast", "-bf", "3"))
    assert facts.picture is not None
    assert (facts.picture.frames, facts.picture.start) == (75, 0)
    assert facts.picture.duration == pytest.approx(3, abs=0.001)


def test_codecs_sizes_and_tags_are_told(make: Make) -> None:
    tags = "setsar=4/3,setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
    facts = inspect(
        make("inspect-tagged.mov", *picture(), *tone(), "-vf", tags, *X264, "-c:a", "pcm_s24le", "-ac", "2")
    )
    assert facts.picture is not None
    assert facts.sound is not None
    picture_facts = facts.picture
    assert (picture_facts.codec, picture_facts.size) == ("h264", Size(320, 180))
    assert picture_facts.sample_aspect_ratio == Fraction(4, 3)
    color = picture_facts.color
    assert (color.primaries, color.transfer, color.matrix, color.range) == ("bt709", "bt709", "bt709", "tv")
    assert (facts.sound.codec, facts.sound.channels, facts.sound.sample_rate) == ("pcm_s24le", 2, 48000)


def test_a_file_may_lack_sound_or_picture(make: Make) -> None:
    mute, song = inspect(make("inspect-mute.mp4", *picture(), *X264)), inspect(make("inspect-song.mp3", *tone()))
    assert (mute.sound, song.picture) == (None, None)
    assert song.sound is not None
    assert song.sound.duration == pytest.approx(2, abs=0.06)


@pytest.mark.parametrize("content", [b"", b"a text\n" * 99])
def test_what_is_no_media_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.mp4"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"no.mp4 cannot be read"):
        inspect(path)
    with pytest.raises(InputError, match="is not a file"):
        inspect(tmp_path)
