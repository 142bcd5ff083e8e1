"""What a second version of a master costs: nothing is decoded again, not a frame of picture and not one of sound."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import av
import pytest

from autocut import store
from autocut.analyze import DETECTORS
from autocut.analyze.detector import Looking
from autocut.analyze.reading import Feelings, Meanings, Reactions
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.event import Event, Started
from autocut.model.media import Master
from autocut.pipeline import planned
from autocut.survey import Sources, analyzed
from tests.builders import a_preset

T = TypeVar("T")
MODEL = "analysis.model=tiny.en"
FIRST, OTHERS = "youtube-short", ("trailer-landscape", "square", "youtube-full")
SOURCES = Sources()


class Counting:
    """A PyAV container or packet that counts the frames that are decoded from it."""

    def __init__(self, real: Any, decoded: Counter[str]) -> None:
        self.real = real
        self.decoded = decoded

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def __enter__(self) -> Counting:
        self.real.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.real.__exit__(*error)

    def demux(self, *arguments: Any, **options: Any) -> Iterator[Counting]:
        for packet in self.real.demux(*arguments, **options):
            yield Counting(packet, self.decoded)

    def decode(self, *arguments: Any, **options: Any) -> Iterator[Any]:
        for frame in self.real.decode(*arguments, **options):
            self.decoded["pictures" if isinstance(frame, av.VideoFrame) else "sounds"] += 1
            yield frame


@pytest.fixture
def decoded(spoken: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many pictures and sounds PyAV decodes from now on, and how many processes are given the master."""
    counted: Counter[str] = Counter()
    really_open, really_start = av.open, subprocess.Popen.__init__

    def opened(*arguments: Any, **options: Any) -> Counting:
        return Counting(really_open(*arguments, **options), counted)

    def started(self: Any, command: list[str], **options: Any) -> None:
        counted["processes"] += any(str(spoken) in argument for argument in command)
        really_start(self, command, **options)

    monkeypatch.setattr(av, "open", opened)
    monkeypatch.setattr(subprocess.Popen, "__init__", started)
    return counted


@pytest.fixture(autouse=True)
def own_folder(own_cache: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that knows nothing yet."""
    monkeypatch.setenv(store.SETTING, str(tmp_path / "findings"))


@pytest.fixture
def spoken(make: Callable[..., Path], sample: Path) -> Path:
    """Ten seconds of the sample, with a line that is spoken, shots and faces."""
    return make(
        "ten-seconds-of-the-sample.mp4",
        "-ss", "10", "-i", str(sample), "-t", "10", "-vf", "scale=640:-2",
        "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac",
    )  # fmt: skip


def told(work: Generator[Event, None, T]) -> tuple[list[str], T]:
    """The stages of the work, and what it returns."""
    stages: list[str] = []
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            return stages, end.value
        if isinstance(event, Started):
            stages.append(event.stage)


def survey(
    master: Master, *overrides: str, presets: tuple[str, ...] = (FIRST,), only: tuple[str, ...] = ()
) -> list[str]:
    """Analyze the master as the presets want it; return the stages of the work."""
    settings = [a_preset(name, MODEL, *overrides).analysis for name in presets]
    stages, _ = told(analyzed(master, settings, SOURCES, only or tuple(DETECTORS)))
    return stages


@pytest.mark.slow
def test_a_second_preset_decodes_nothing_for_the_analysis(spoken: Path, decoded: Counter[str]) -> None:
    probe(spoken)
    to_probe = Counter(decoded)
    decoded.clear()
    finish(planned(spoken, [a_preset(FIRST, MODEL)], SOURCES))
    first = decoded - to_probe
    assert first["pictures"] > 100
    assert first["sounds"] > 400
    assert first["processes"] > 0
    for name in OTHERS:
        decoded.clear()
        stages, plan = told(planned(spoken, [a_preset(name, MODEL)], SOURCES))
        assert plan.renditions
        assert (stages, +decoded) == ([], +to_probe), name


@pytest.mark.slow
def test_a_setting_of_one_detector_leaves_what_others_found(spoken: Path, decoded: Counter[str]) -> None:
    master = probe(spoken)
    survey(master)
    decoded.clear()
    survey(master, "analysis.language=en")
    assert decoded["sounds"] > 0
    assert (decoded["pictures"], decoded["processes"]) == (0, 0)


def test_presets_with_different_settings_share_one_decode(spoken: Path, decoded: Counter[str]) -> None:
    master = probe(spoken)
    looking = tuple(
        name
        for name, make in DETECTORS.items()
        if isinstance(detector := make(a_preset(FIRST).analysis), Looking) and not detector.needs
    )
    assert {"shots", "motion", "faces"} <= set(looking)
    work = analyzed(
        master,
        [
            a_preset(FIRST, "analysis.shots=adaptive").analysis,
            a_preset(FIRST, "analysis.shots=content").analysis,
            a_preset("youtube-full").analysis,
        ],
        SOURCES,
        looking,
    )
    decoded.clear()
    stages, (adaptive, content, full) = told(work)
    assert stages == ["watching"]
    assert +decoded == {"pictures": 240}
    assert adaptive.motion == content.motion == full.motion
    assert adaptive.shots
    assert content.shots
    assert not full.faces


def test_what_is_said_is_read_once_and_again_only_where_other_words_are_given(spoken: Path, tmp_path: Path) -> None:
    master, fields = probe(spoken), ("meanings", "feelings", "reactions")
    given = Sources(tmp_path / "given.srt")
    settings = [a_preset(FIRST, "analysis.language=auto").analysis]
    stages = {Meanings().does, Feelings().does, Reactions().does}
    for text in ("I love what you have made of it.", "That was the worst of all the days."):
        assert given.transcript is not None
        given.transcript.write_text(f"1\n00:00:01,000 --> 00:00:04,000\n{text}\n")
        seen, (analysis,) = told(analyzed(master, settings, given, fields))
        assert stages <= set(seen)
        assert {len(analysis.meanings), len(analysis.feelings), len(analysis.reactions)} == {1}
        assert (analysis.feelings[0] > 0) == ("love" in text)
        assert told(analyzed(master, settings, given, fields)) == ([], (analysis,))


def test_nothing_is_read_of_words_that_are_not_english(spoken: Path, tmp_path: Path) -> None:
    given = Sources(tmp_path / "given.srt")
    assert given.transcript is not None
    given.transcript.write_text("1\n00:00:01,000 --> 00:00:04,000\nDas ist ja wunderbar.\n")
    settings = [a_preset(FIRST, "analysis.language=de").analysis]
    stages, (analysis,) = told(analyzed(probe(spoken), settings, given, ("meanings", "feelings", "reactions")))
    assert not {Meanings().does, Feelings().does, Reactions().does} & set(stages)
    assert (tuple(analysis.meanings), analysis.feelings, analysis.reactions, analysis.notes) == ((), (), (), ())
