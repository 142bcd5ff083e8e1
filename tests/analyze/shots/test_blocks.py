"""The default shot detector on films whose transitions are known to the frame."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from autocut.analyze.shots.blocks import BlockMatching
from tests.analyze.shots.films import Make, cut_frames, film, found, joined, transitions

LENGTHS = (40, 37, 61, 12, 50)
CUTS = [40, 77, 138, 150]
STILL = "[0:v]trim=start_frame=690:end_frame=691,scale=640:360,loop=99:1:0,setpts=N/25/TB"
MOVING = "mandelbrot=s=640x360:r=25,trim=end_frame=75[a];testsrc2=s=640x360:r=25,trim=end_frame=75[b];"


def mixed(shots: str, effect: str) -> str:
    """A graph of two shots [a] and [b], one of which becomes the other in the third second."""
    return f"{shots}[a][b]xfade=transition={effect}:duration=1:offset=2,format=yuv420p[v]"


@pytest.mark.parametrize("exhaustive", [False, True])
def test_cuts_are_found_on_their_frames(exhaustive: bool, make: Make) -> None:
    shots = found(film(make, "cuts.mp4", joined(LENGTHS)), BlockMatching(exhaustive))
    assert cut_frames(shots) == CUTS
    assert [transition.kind for transition in transitions(shots)] == ["cut"] * 4
    assert all(transition.confidence > 0.6 for transition in transitions(shots))
    assert shots[0].span.start == 0
    assert shots[-1].span.end == pytest.approx(8.0, abs=0.05)
    for before, after in pairwise(shots):
        assert before.span.end == after.span.start
        assert before.closing is after.opening


@pytest.mark.parametrize(
    ("name", "coding"),
    [
        ("cuts-one-gop.mp4", ("-c:v", "libx264", "-g", "9999", "-sc_threshold", "0", "-bf", "8", "-b_strategy", "0")),
        ("cuts-open-gop.mp4", ("-c:v", "libx265", "-x265-params", "keyint=60:bframes=6:b-adapt=0:scenecut=0")),
        ("cuts-intra.mov", ("-c:v", "prores_ks", "-profile:v", "0")),
        ("cuts.webm", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "2M")),
        ("cuts-ten-bits.mkv", ("-c:v", "ffv1", "-pix_fmt", "yuv422p10le")),
        ("cuts.avi", ("-c:v", "mpeg4", "-bf", "2", "-q:v", "3")),
    ],
)
def test_the_coding_moves_no_cut(name: str, coding: tuple[str, ...], make: Make) -> None:
    assert cut_frames(found(film(make, name, joined(LENGTHS), *coding), BlockMatching())) == CUTS


def test_the_quick_pass_finds_what_the_full_decode_finds(sample: Path) -> None:
    quick, full = (found(sample, BlockMatching(exhaustive)) for exhaustive in (False, True))
    assert cut_frames(quick) == cut_frames(full)
    assert len(cut_frames(full)) >= 6
    gradual = [each for each in transitions(full) if each.kind != "cut"]
    assert len(gradual) >= 8
    for one in gradual:
        assert any(one.kind == other.kind and one.span.overlap(other.span) > 0 for other in transitions(quick))


@pytest.mark.parametrize(
    ("what", "graph"),
    [
        ("flashes", f"{STILL},geq=lum='if(between(mod(N,30),10,11),235,lum(X,Y))':cb=cb(X\\,Y):cr=cr(X\\,Y)[v]"),
        ("shake", f"{STILL},crop=480:270:'80+16*sin(n*2.1)':'45+12*cos(n*1.7)'[v]"),
        ("pan", f"{STILL},scale=1920:1080,crop=640:360:n*12:300[v]"),
        ("grain", f"{STILL},noise=alls=40:allf=t[v]"),
        ("lower-third", f"{STILL},drawbox=y=280:w=400:h=60:c=navy:t=fill:enable='between(n,40,70)'[v]"),
        ("light", f"{STILL},eq=brightness='0.2*sin(n/8)':eval=frame[v]"),
    ],
)
def test_what_only_looks_like_a_cut_is_none(what: str, graph: str, sample: Path, make: Make) -> None:
    path = film(make, f"{what}.mp4", graph, source=sample)
    for exhaustive in (False, True):
        assert cut_frames(found(path, BlockMatching(exhaustive))) == []


@pytest.mark.parametrize("color", ["black", "white"])
def test_fades_in_and_out_open_and_close(color: str, make: Make) -> None:
    fades = f"fade=in:10:20:color={color},fade=out:120:20:color={color}"
    graph = f"mandelbrot=s=640x360:r=25,trim=end_frame=150,setpts=N/25/TB,{fades}[v]"
    (shot,) = found(film(make, f"fades-{color}.mp4", graph), BlockMatching())
    assert shot.opening is not None
    assert shot.closing is not None
    assert (shot.opening.kind, shot.closing.kind) == ("fade", "fade")
    assert min(shot.opening.confidence, shot.closing.confidence) > 0.6
    assert shot.opening.span.start * 25 == pytest.approx(10, abs=4)
    assert shot.opening.span.end * 25 == pytest.approx(30, abs=4)
    assert shot.closing.span.start * 25 == pytest.approx(120, abs=4)
    assert shot.closing.span.end * 25 == pytest.approx(140, abs=4)


@pytest.mark.parametrize(("effect", "kind"), [("fade", "dissolve"), ("fadeblack", "fade"), ("fadewhite", "fade")])
def test_two_shots_meet_in_the_middle_of_what_is_gradual(effect: str, kind: str, make: Make) -> None:
    before, after = found(film(make, f"xfade-{effect}.mp4", mixed(MOVING, effect)), BlockMatching())
    assert before.closing is not None
    assert before.closing == after.opening
    assert before.closing.kind == kind
    assert before.span.end == pytest.approx(2.5, abs=0.2)
    assert before.closing.span.start == pytest.approx(2.0, abs=0.3)
    assert before.closing.span.end == pytest.approx(3.0, abs=0.3)


def test_the_straighter_pictures_are_mixed_the_surer_is_the_dissolve(make: Make) -> None:
    held = "trim=end_frame=1,loop=74:1:0,setpts=N/25/TB"
    stills = f"mandelbrot=s=640x360:r=25,{held}[a];testsrc2=s=640x360:r=25,{held}[b];"
    still = film(make, "xfade-stills.mp4", mixed(stills, "fade"))
    moving = film(make, "xfade-fade.mp4", mixed(MOVING, "fade"))
    (sure,), (less,) = (transitions(found(path, BlockMatching())) for path in (still, moving))
    assert (sure.kind, less.kind) == ("dissolve", "dissolve")
    assert sure.confidence > 0.8
    assert sure.confidence > less.confidence + 0.2
