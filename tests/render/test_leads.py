"""J- and L-cuts: the picture cuts on its frame, the sound on its own sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from autocut.media.probe import probe
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline
from autocut.render.joining import unbroken
from tests.numbered import numbers
from tests.render.pictures import clicks, heard
from tests.render.versions import frames_of, full_preset, rendered

RATE = Fraction(25)
SIZE = "320x180"


def cut(master: Path, *pieces: tuple[int, int, float], gains: tuple[float, ...] = ()) -> Timeline:
    """Clips of frames, first and end, whose sound has that lead."""
    clips = [Clip(str(master), frames_of(RATE, first, end), lead=lead) for first, end, lead in pieces]
    return Timeline(RATE, tuple(replace(c, gain=g) for c, g in zip(clips, gains or (0.0,) * len(clips), strict=True)))


@pytest.mark.parametrize("lead", [0.32, 0.0, -0.32, 0.1234])
def test_pictures_keep_their_frames_and_sounds_join_by_the_lead(
    lead: float, numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(numbered("25", 240, SIZE))
    timeline = cut(master.path, (40, 80, 0.0), (155, 215, lead))
    path = rendered(Rendition("version", full_preset(), timeline), master, tmp_path)
    assert numbers(path) == [*range(40, 80), *range(155, 215)]
    # Sound of the first clip from 1.6 s on, and that of the second, from 6.2 s on, join at 1.6 s less the lead.
    join = 1.6 - lead
    own = [second - 1.6 for second in (2, 3) if second - 1.6 < join]
    following = [1.6 + second - 6.2 for second in (6, 7, 8) if 1.6 + second - 6.2 >= join and second < 8.6]
    assert clicks(path) == pytest.approx([*own, *following], abs=0.002)
    assert heard(path).shape[1] == pytest.approx(100 / 25 * 48000, abs=1200)


def test_leads_of_both_kinds_follow_one_another_without_drift(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    pieces = ((20, 60, 0.0), (145, 185, 0.2), (20, 60, -0.2), (145, 185, 0.16), (195, 235, -0.28))
    timeline = cut(master.path, *pieces)
    path = rendered(Rendition("version", full_preset(), timeline), master, tmp_path)
    expected = [
        placed.start + second - clip.span.start
        for clip, placed in timeline.heard()
        for second in range(10)
        if clip.span.start <= second < clip.span.end - 0.02
    ]
    assert len(expected) >= 6
    assert clicks(path) == pytest.approx(expected, abs=0.005)


def test_a_gain_changes_its_own_clip_alone(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    timeline = cut(master.path, (5, 20, 0.0), (30, 45, 0.0), (55, 70, 0.0), gains=(0.0, -12.0, 0.0))
    sound = heard(rendered(Rendition("version", full_preset(), timeline), master, tmp_path)).mean(axis=0)
    levels = [float(np.abs(sound[round(at * 48000) :][:9600]).max()) for at in (0.2, 0.8, 1.4)]
    assert 20 * np.log10(levels[1] / levels[0]) == pytest.approx(-12, abs=0.3)
    assert levels[2] == pytest.approx(levels[0], rel=0.05)


def test_sound_that_runs_on_over_a_cut_is_one_piece_without_a_dip(
    numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(numbered("25", 240, SIZE))
    timeline = cut(master.path, (30, 40, 0.0), (40, 48, 0.12))
    assert [(clip.span, placed) for clip, placed in unbroken(timeline)] == [(Span(1.2, 1.92), Span(0.0, 0.72))]
    sound = heard(rendered(Rendition("version", full_preset(), timeline), master, tmp_path)).mean(axis=0)
    windows = np.abs(sound[4800:28800]).reshape(-1, 240).max(axis=1)
    assert windows.min() > 0.8 * windows.max()


def test_sounds_of_different_gains_are_not_one_piece() -> None:
    timeline = cut(Path("/films/master.mp4"), (30, 40, 0.0), (40, 48, 0.0), gains=(0.0, -3.0))
    assert len(list(unbroken(timeline))) == 2
