from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pysubs2
import pytest

from autocut.export import EXPORTS
from autocut.export.clock import clock
from autocut.model.captions import Cue
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from tests.builders import a_rendition

HERE = Path(__file__).parent
RENDITION = replace(
    a_rendition([Span(0, 4000)]),
    cues=(
        Cue(Span(0.0, 1.5), ("First of all,", "welcome.")),
        Cue(Span(1.5, 2.0004), ("Fish & chips < caviar > bread",)),
        Cue(Span(59.9996, 61.25), ("“Ça va?” – 你好 🎬",)),
        Cue(Span(3599.5, 3725.0625), ("An hour --> gone",)),
    ),
)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_its_golden_file_to_the_byte(name: str) -> None:
    assert EXPORTS[name](RENDITION).encode() == (HERE / f"golden.{name}").read_bytes()


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_another_reader_finds_the_same_cues(name: str) -> None:
    found = pysubs2.SSAFile.from_string(EXPORTS[name](RENDITION), format_=name)
    assert [(cue.start, cue.end) for cue in found] == [(0, 1500), (1500, 2000), (60000, 61250), (3599500, 3725062)]
    assert found[0].plaintext == "First of all,\nwelcome."
    assert found[2].plaintext == "“Ça va?” – 你好 🎬"


def test_no_cues_give_a_file_that_holds_none() -> None:
    empty: Rendition = replace(RENDITION, cues=())
    assert EXPORTS["srt"](empty) == ""
    assert EXPORTS["vtt"](empty) == "WEBVTT\n"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, "00:00:00,000"),
        (0.0004, "00:00:00,000"),
        (59.9996, "00:01:00,000"),
        (3599.9999, "01:00:00,000"),
        (360000.0, "100:00:00,000"),
    ],
)
def test_a_time_is_rounded_to_the_thousandth_and_carried(seconds: float, expected: str) -> None:
    assert clock(seconds, ",") == expected
