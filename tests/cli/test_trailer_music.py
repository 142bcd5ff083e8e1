"""Music that is brought for a trailer: it is in the plan, its beats decide the cuts, and it is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.model.span import frame_count
from autocut.planfile import read_plan
from tests.cli.line import CODING, DEAF, SMALL, SOUND, refused, say, timed

CLICKS = "aevalsrc='0.7*sin(2*PI*1000*t)*exp(-80*mod(t,0.5))':s=22050:d=40"
TWELVE_SHOTS = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=36,hue=h='90*floor(t/3)'")
OPTIONS = (
    "-p", "trailer-vertical", *SMALL, *DEAF, "--set=analysis.text=false", "--set=score.minimum=0",
    "--set=duration.min=8", "--set=duration.target=14",
)  # fmt: skip


@pytest.fixture(scope="module")
def film(make: Callable[..., Path]) -> Path:
    return make("twelve-shots.mp4", *TWELVE_SHOTS, *timed(SOUND, 36), *CODING)


@pytest.fixture(scope="module")
def clicks(make: Callable[..., Path]) -> Path:
    return make("clicks.wav", "-f", "lavfi", "-i", CLICKS)


def test_cuts_are_where_the_music_that_is_brought_has_its_beats(film: Path, clicks: Path, tmp_path: Path) -> None:
    said = say("plan", film, *OPTIONS, "--music", clicks, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    written = tmp_path / "plan.json"
    written.write_text(said.stdout)
    timeline = read_plan(written).renditions[0].timeline
    assert timeline.music is not None
    assert timeline.music.source == str(clicks)
    assert timeline.music.span.end == pytest.approx(timeline.duration, abs=0.05)
    ends = [frame_count(placed.end, timeline.frame_rate) for clip, placed in timeline.placed() if clip.of_master]
    assert len(ends) >= 4
    # A click every 12.5 frames; a beat is found to 40 ms, a cut is put to one frame.
    assert all(abs(end - 12.5 * round(end / 12.5)) <= 2 for end in ends)
    assert {clip.gain for clip in timeline.clips if clip.of_master} <= {-12.0, -96.0}


def test_a_file_without_sound_is_refused_as_music_in_one_sentence(film: Path, make: Callable[..., Path]) -> None:
    mute = make("mute-music.mp4", *TWELVE_SHOTS, "-c:v", "libx264", "-preset", "ultrafast", "-t", "1")
    message = refused("render", film, *OPTIONS, "--music", mute)
    assert message.endswith(f"{mute} cannot be used as music: there is no sound in it")
