"""The old man of the sample, who talks, beside a picture of the girl, which only sways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.analyze.subjects import Subjects
from autocut.analyze.subjects.faces import FaceBoxes
from autocut.analyze.subjects.mouths import Mouths
from autocut.analyze.subjects.speaking import speaking
from autocut.media.probe import probe
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.sight import Mouth
from autocut.model.span import Span
from tests.analyze.looking import QUICK, look
from tests.builders import seen, shots

TALKS = "[0]fps=25,crop=640:640:380:40,setsar=1"
SWAYS = (
    "trim=end_frame=1,loop=-1:1,setpts=N/25/TB,trim=duration=1.4,"
    "crop=620:620:'{}+10*sin(4*t)':'60+6*cos(5*t)',scale=640:640,setsar=1"
)
VOICE = (Span(0.1, 1.3),)


def known_of(path: Path, voice: tuple[Span, ...] = VOICE) -> Analysis:
    return Analysis(shots=shots(0, probe(path).duration), faces=look(FaceBoxes(), path), voice=voice)


def beside(make: Callable[..., Path], sample: Path, name: str, left: str, right: str) -> Path:
    inputs = ["-ss", "12.4", "-t", "1.4", "-i", str(sample), "-ss", "14.4", "-t", "1", "-i", str(sample)]
    graph = f"{left}[a];{right}[b];[a][b]hstack"
    return make(name, *inputs, "-filter_complex", graph, "-an", *QUICK)


@pytest.mark.parametrize("talker_is_left", [True, False])
def test_the_one_whose_mouth_moves_with_the_voice_speaks(
    make: Callable[..., Path], sample: Path, talker_is_left: bool
) -> None:
    sides = (TALKS, f"[1]{SWAYS.format(230)}")
    left, right = sides if talker_is_left else sides[::-1]
    path = beside(make, sample, f"talk-{talker_is_left}.mp4", left, right)
    known = known_of(path)
    known = replace(known, mouths=look(Mouths(), path, known))
    found = {subject.sightings[0].box.x < 640: subject.speaking for subject in Subjects().deduce(probe(path), known)}
    (said,) = found[talker_is_left]
    assert (said.span.start, said.span.end) == pytest.approx((0.1, 1.3), abs=0.3)
    assert said.confidence > 0.5
    assert found[not talker_is_left] == ()


def test_mouths_are_seen_twelve_times_a_second_while_the_voice_is_heard(
    make: Callable[..., Path], sample: Path
) -> None:
    path = beside(make, sample, "talk-True.mp4", TALKS, f"[1]{SWAYS.format(230)}")
    mouths = look(Mouths(), path, known_of(path, (Span(0.3, 0.9),)))
    assert [mouth.face for mouth in mouths] == [1, 2]
    for mouth in mouths:
        assert mouth.times == pytest.approx([0.32 + 0.08 * k for k in range(8)], abs=0.045)


def test_of_two_who_only_sway_none_speaks(make: Callable[..., Path], sample: Path) -> None:
    path = beside(make, sample, "sway.mp4", f"[0]{SWAYS.format(360)}", f"[1]{SWAYS.format(230)}")
    known = known_of(path)
    mouths = look(Mouths(), path, known)
    assert len(mouths) == 2
    assert speaking(mouths, VOICE) == {}


def test_mouths_are_watched_only_where_two_faces_are_seen_and_a_voice_is_heard() -> None:
    left, right = Box(100, 100, 90, 110), Box(700, 100, 90, 110)
    faces = tuple(seen(k / 2, *((left, right) if 4 <= k <= 12 else (left,))) for k in range(20))
    known = Analysis(shots=shots(0, 10), faces=faces, voice=(Span(0, 3), Span(3.4, 4), Span(5.5, 9)))
    where = Mouths().where(None, known)  # type: ignore[arg-type]
    assert where == (Span(2, 4), Span(5.5, 6))
    assert Mouths().where(None, replace(known, voice=())) == ()  # type: ignore[arg-type]


def a_mouth(face: int, movement: float) -> Mouth:
    """A mouth whose gap changes by so many heights of the face in a second, for six seconds."""
    times = tuple(k * 0.08 for k in range(75))
    return Mouth(face, times, tuple(0.02 + (k % 2) * movement * 0.08 for k in range(75)))


def test_only_in_the_voice_does_someone_speak() -> None:
    (said,) = speaking((a_mouth(1, 0.2), a_mouth(2, 0.02)), (Span(1, 2), Span(4, 5)))[1][:1]
    assert said.span == Span(1, 2)
    assert speaking((a_mouth(1, 0.2),), ()) == {}


def test_the_nearer_the_next_mouth_comes_the_less_sure_it_is() -> None:
    sure = [
        speaking((a_mouth(1, 0.2), a_mouth(2, other)), (Span(1, 3),))[1][0].confidence for other in (0.0, 0.05, 0.1)
    ]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] - sure[2] > 0.3
    assert speaking((a_mouth(1, 0.2), a_mouth(2, 0.19)), (Span(1, 3),)) == {}
