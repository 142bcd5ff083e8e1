"""What every detector, signal, export and command promises, held against all that are listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut import presets
from autocut.analyze import DETECTORS
from autocut.analyze.detector import Deducing, Listening, Looking, Reading
from autocut.cli import COMMANDS
from autocut.cli import autocut as command_line
from autocut.export import EXPORTS
from autocut.model.analysis import Analysis
from autocut.model.captions import Cue
from autocut.model.preset import SidecarFormat
from autocut.model.span import Span
from autocut.score import SIGNALS
from autocut.score.material import Material
from tests.builders import a_master, a_material, a_preset, a_rendition, same_every_time
from tests.score.chance import RICH, materials, times

PACKAGE = Path(presets.__file__).parent
SHIPPED = sorted(path.stem for path in (PACKAGE.parent / "presets").glob("*.toml"))

SWITCHES = {
    "transcript": "speech",
    "turns": "speakers",
    "sounds": "sounds",
    "beats": "sounds",
    "faces": "faces",
    "people": "faces",
    "mouths": "faces",
    "text": "text",
}

every_detector = pytest.mark.parametrize("name", DETECTORS)
every_command = pytest.mark.parametrize("name", COMMANDS)


@same_every_time
@given(material=materials(), start=times(), length=st.floats(0.01, 20))
def test_a_signal_is_0_to_1_and_the_same_each_time(material: Material, start: float, length: float) -> None:
    span = Span(start, start + length)
    for name, signal in SIGNALS.items():
        measure, again = signal(material), signal(material)
        if measure is None or again is None:
            assert measure is again, name
            continue
        value = measure(span)
        assert 0.0 <= value <= 1.0, name
        measure(Span(0.0, 1.0))
        assert measure(span) == value == again(span), name


def test_every_signal_measures_something_of_a_master_in_which_all_was_found() -> None:
    assert {name for name, signal in SIGNALS.items() if signal(RICH) is None} == set()


def test_no_signal_but_the_position_measures_a_master_of_which_nothing_is_known() -> None:
    assert {name for name, signal in SIGNALS.items() if signal(a_material()) is not None} == {"position"}


def test_there_is_a_detector_for_every_field_of_analysis_and_for_nothing_else() -> None:
    assert set(DETECTORS) == {field.name for field in fields(Analysis)} - {"notes"}


@every_detector
@pytest.mark.parametrize("preset", SHIPPED)
def test_a_detector_is_a_value_that_can_be_remembered_by_its_repr(name: str, preset: str) -> None:
    settings = a_preset(preset).analysis
    detector, again = DETECTORS[name](settings), DETECTORS[name](settings)
    if detector is None:
        assert getattr(settings, SWITCHES[name]) is False
        return
    assert is_dataclass(detector)
    assert detector.__dataclass_params__.frozen
    assert (detector, hash(detector), repr(detector)) == (again, hash(again), repr(again))
    assert " at 0x" not in repr(detector)
    assert isinstance(detector.version, int)
    assert detector.version >= 1
    assert detector.does
    assert set(detector.needs) <= DETECTORS.keys()
    assert detector.weights is None or isinstance(detector.weights, str)
    assert sum(isinstance(detector, kind) for kind in (Looking, Listening, Reading, Deducing)) == 1


def test_detectors_of_sound_do_not_concern_a_silent_master() -> None:
    settings, silent = a_preset().analysis, a_master(has_sound=False)
    for make in DETECTORS.values():
        detector = make(settings)
        assert detector is not None
        assert detector.concerns(a_master())
        assert not (isinstance(detector, Listening) and detector.concerns(silent))


def test_options_that_change_a_detector_change_its_repr() -> None:
    before, after = (
        a_preset().analysis,
        a_preset("youtube-short", "analysis.shots=content", "analysis.model=tiny", "analysis.language=de").analysis,
    )
    changed = {name for name, make in DETECTORS.items() if repr(make(before)) != repr(make(after))}
    assert changed == {"shots", "transcript"}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_returns_text_also_without_cues(name: str) -> None:
    rendition = a_rendition([Span(0, 4)])
    assert isinstance(EXPORTS[name](rendition), str)
    spoken = EXPORTS[name](type(rendition)("v", rendition.preset, rendition.timeline, cues=(Cue(Span(1, 2), ("Hi",)),)))
    assert "Hi" in spoken
    assert spoken.endswith("\n")


def test_every_caption_format_that_a_preset_may_ask_for_is_an_export() -> None:
    assert set(get_args(SidecarFormat)) <= set(EXPORTS)


@every_command
def test_a_command_and_all_its_options_have_help(name: str) -> None:
    command = command_line.get_command(click.Context(command_line), name)
    assert command is not None
    for each in _with_subcommands(command):
        assert each.help
        assert all(option.help for option in each.params if isinstance(option, click.Option)), each.name
    for each in _with_subcommands(command):
        if not isinstance(each, click.Group):
            assert any("--json" in option.opts for option in each.params), each.name


def _with_subcommands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _with_subcommands(each)
