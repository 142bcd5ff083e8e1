from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pysubs2
import pytest
import ttconv.imsc.reader
import ttconv.srt.writer

from autocut.export import EXPORTS
from autocut.export.clock import clock
from autocut.model.captions import Cue
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from tests.builders import a_preset, a_rendition

HERE = Path(__file__).parent
RENDITION = replace(
    a_rendition([Span(0, 4000)]),
    cues=(
        Cue(Span(0.0, 1.5), ("First of all,", "welcome.")),
        Cue(Span(1.5, 2.0004), ("Fish & chips < caviar > bread",)),
        Cue(Span(59.9996, 61.25), ("“Ça va?” – 你好 🎬",)),
        Cue(Span(3599.5, 3725.0625), ("An hour --> gone",)),
        Cue(Span(3726.0, 3727.5), ("שלום לכולם,", "זה עובד."), lift=0.5),
    ),
)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_its_golden_file_to_the_byte(name: str) -> None:
    assert EXPORTS[name](RENDITION).encode() == (HERE / f"golden.{name}").read_bytes()


def as_srt(text: str) -> str:
    """What ttconv reads in an IMSC document, as it writes it in SubRip."""
    document = ElementTree.ElementTree(ElementTree.fromstring(text))
    written: str = ttconv.srt.writer.from_model(ttconv.imsc.reader.to_model(document))
    return written


@pytest.mark.parametrize("name", ["srt", "vtt", "ttml"])
def test_another_reader_finds_the_same_cues(name: str) -> None:
    text = EXPORTS[name](RENDITION)
    text, form = (as_srt(text), "srt") if name == "ttml" else (text, name)
    found = pysubs2.SSAFile.from_string(text, format_=form)
    expected = [(0, 1500), (1500, 2000), (60000, 61250), (3599500, 3725062), (3726000, 3727500)]
    assert [(cue.start, cue.end) for cue in found] == expected
    assert found[0].plaintext == "First of all,\nwelcome."
    assert found[2].plaintext == "“Ça va?” – 你好 🎬"


def test_no_cues_give_a_file_that_holds_none() -> None:
    empty: Rendition = replace(RENDITION, cues=())
    assert EXPORTS["srt"](empty) == ""
    assert EXPORTS["vtt"](empty) == "WEBVTT\n"
    assert as_srt(EXPORTS["ttml"](empty)).strip() == ""


def test_ttml_places_captions_in_the_safe_area_of_the_preset() -> None:
    preset = a_preset("youtube-short")
    root = ElementTree.fromstring(EXPORTS["ttml"](replace(RENDITION, preset=preset)))
    region, raised = root.iter("{http://www.w3.org/ns/ttml}region")
    origin, extent = (
        [float(part.removesuffix("%")) for part in region.attrib[f"{{http://www.w3.org/ns/ttml#styling}}{key}"].split()]
        for key in ("origin", "extent")
    )
    safe = preset.safe_area
    assert origin == pytest.approx([100 * safe.left / 1080, 100 * safe.top / 1920], abs=0.001)
    assert [a + b for a, b in zip(origin, extent, strict=True)] == pytest.approx(
        [100 * (1080 - safe.right) / 1080, 100 * (1920 - safe.bottom) / 1920], abs=0.002
    )
    (_, height) = raised.attrib["{http://www.w3.org/ns/ttml#styling}extent"].split()
    assert float(height.removesuffix("%")) == pytest.approx(extent[1] / 2, abs=0.001)


def test_ttml_of_sound_alone_and_of_characters_that_xml_has_not_is_read() -> None:
    cues = (Cue(Span(0.0, 1.0), ("bell \a and <b> & \ud800",)),)
    text = EXPORTS["ttml"](replace(RENDITION, preset=a_preset("podcast-audio"), cues=cues))
    assert "bell and <b> &" in as_srt(text)


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


def test_ttml_tells_which_captions_are_read_from_the_right() -> None:
    root = ElementTree.fromstring(EXPORTS["ttml"](RENDITION))
    ways = [each.get("{http://www.w3.org/ns/ttml#styling}direction") for each in root.iter() if each.tag.endswith("}p")]
    assert ways == [None] * 4 + ["rtl"]
