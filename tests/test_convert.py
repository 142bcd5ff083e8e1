from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autocut.convert import Faults, from_data, to_data, to_json
from autocut.model.analysis import Analysis
from autocut.model.captions import Cue
from autocut.model.media import Master, VideoStream
from autocut.model.preset import AnalysisSettings, Preset, Scoring, Source
from autocut.model.reframe import Asked, CropPath, Keyframe
from autocut.model.rendition import Plan
from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.model.timeline import Card, Clip, Timeline
from tests.builders import CARD, a_master, a_preset, an_analysis, same_every_time

numbers = st.floats(0, 1e6)
spans = st.tuples(numbers, numbers).map(lambda pair: Span(min(pair), max(pair)))
st.register_type_strategy(Span, spans)
st.register_type_strategy(str, st.text(max_size=8))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(Fraction, st.fractions(max_denominator=100_000))
st.register_type_strategy(Cue, st.builds(Cue, lift=st.floats(0, 1, exclude_max=True)))
ways = st.sampled_from(["left", "640,300", "face:2", "split", "fit"])
st.register_type_strategy(Asked, st.builds(Asked, spans, ways))
st.register_type_strategy(Path, st.sampled_from([Path("/a b/ü.mp4"), Path("c.mov")]))


def faults(data: object, kind: type) -> list[str]:
    with pytest.raises(Faults) as caught:
        from_data(data, kind)
    return list(caught.value.found)


@settings(parent=same_every_time, max_examples=15)
@given(st.from_type(Plan))
def test_any_plan_survives_the_way_through_json(plan: Plan) -> None:
    assert from_data(json.loads(to_json(plan)), Plan) == plan


@same_every_time
@given(st.from_type(Analysis) | st.from_type(Master))
def test_any_analysis_and_master_survives_the_way_through_json(value: Analysis | Master) -> None:
    assert from_data(json.loads(to_json(value)), type(value)) == value


def test_a_span_is_written_flat_between_the_source_and_the_rest() -> None:
    assert to_data(Clip("card", Span(1.5, 2), CARD)) == {
        "source": "card",
        "start": 1.5,
        "end": 2,
        "card": {"title": "A Title", "subtitle": "and a smaller line"},
        "bumper": False,
        "lead": 0.0,
        "gain": 0.0,
    }
    assert list(to_data(Clip("card", Span(1.5, 2)))) == ["source", "start", "end", "card", "bumper", "lead", "gain"]
    assert list(to_data(Word("Hi", Span(1.5, 2)))) == ["start", "end", "text", "probability"]


def test_a_flat_span_is_read_back_and_defaults_are_filled_in() -> None:
    assert from_data({"text": "Hi", "start": 1, "end": 2.5}, Word) == Word("Hi", Span(1.0, 2.5))


def test_rates_dates_and_paths_are_texts() -> None:
    video = to_data(a_master(rate=Fraction(30000, 1001)))["video"]
    assert video["frame_rate"] == "30000/1001"
    assert to_data(a_master())["path"] == "/films/master.mp4"
    assert to_data(Source("canvas", "a page", date(2026, 11, 23)))["date"] == "2026-11-23"
    assert from_data({"key": "a", "source": "b", "date": "2026-11-23"}, Source).date == date(2026, 11, 23)


@pytest.mark.parametrize("rate", ["25", "24000/1001", 25, 12.5])
def test_a_rate_may_be_written_as_a_number_too(rate: object) -> None:
    assert from_data({"frame_rate": rate, "clips": []}, Timeline).frame_rate == Fraction(str(rate))


def test_json_is_the_same_bytes_every_time_and_readable() -> None:
    analysis = an_analysis(a_master())
    assert to_json(analysis) == to_json(an_analysis(a_master()))
    assert to_json(Card("Ça va 🎬")) == '{\n  "title": "Ça va 🎬",\n  "subtitle": ""\n}\n'


def test_what_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(Keyframe(math.nan, 0.0, 0.0))


def test_every_fault_is_told_at_once_with_its_key_path() -> None:
    data: dict[str, Any] = to_data(a_preset("youtube-short"))
    data["canvas"]["width"] = "wide"
    data["captions"]["font_sise"] = data["captions"].pop("font_size")
    data["kind"] = "shirt"
    data["sources"][1]["date"] = "yesterday"
    data["score"]["emphasis"]["speech"] = True
    del data["limits"]
    data["sorces"] = []
    assert sorted(faults(data, Preset)) == sorted(
        [
            "expected a whole number, not 'wide' @ canvas.width",
            "key 'font_size' is missing @ captions.font_size",
            "unknown key 'font_sise', did you mean 'font_size'? @ captions",
            "expected one of short, trailer, full, not 'shirt' @ kind",
            "Invalid isoformat string: 'yesterday' @ sources[1].date",
            "expected a number, not True @ score.emphasis['speech']",
            "key 'limits' is missing @ limits",
            "unknown key 'sorces', did you mean 'sources'?",
        ]
    )


@dataclass(frozen=True, slots=True)
class Wrong:
    """Data that is not of its kind, and what is said of it."""

    kind: type
    data: object
    told: str


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong(Keyframe, {"time": "1", "x": 0, "y": 0}, "expected a number, not '1' @ time"),
        Wrong(Keyframe, {"time": None, "x": 0, "y": 0}, "expected a number, not None @ time"),
        Wrong(Keyframe, {"time": False, "x": 0, "y": 0}, "expected a number, not False @ time"),
        Wrong(Keyframe, [1, 2, 3], "expected a table of keys and values"),
        Wrong(Keyframe, "x", "expected a table of keys and values"),
        Wrong(Clip, {"source": "a", "start": 0, "end": 1, "crad": None}, "unknown key 'crad', did you mean 'card'?"),
        Wrong(Clip, [], "expected a table, not []"),
        Wrong(
            Timeline,
            {"frame_rate": "25/0", "clips": []},
            "expected a fraction such as '30000/1001', not '25/0' @ frame_rate",
        ),
        Wrong(
            Timeline,
            {"frame_rate": "fast", "clips": []},
            "expected a fraction such as '30000/1001', not 'fast' @ frame_rate",
        ),
        Wrong(
            Timeline,
            {"frame_rate": True, "clips": []},
            "expected a fraction such as '30000/1001', not True @ frame_rate",
        ),
        Wrong(Timeline, {"frame_rate": 25, "clips": {}}, "expected a list, not {} @ clips"),
        Wrong(Timeline, {"frame_rate": 25, "clips": "ab"}, "expected a list, not 'ab' @ clips"),
        Wrong(Timeline, {"frame_rate": 25, "clips": [3]}, "expected a table, not 3 @ clips[0]"),
        Wrong(
            Scoring,
            {"minimum": 0, "balance": 0, "emphasis": [1], "topics": [], "avoid": []},
            "expected a table of keys and values @ emphasis",
        ),
        Wrong(
            AnalysisSettings,
            {
                "shots": "content",
                "exhaustive": False,
                "speech": 1,
                "model": "m",
                "language": "en",
                "speakers": True,
                "sounds": True,
                "faces": True,
                "text": True,
            },
            "expected true or false, not 1 @ speech",
        ),
        Wrong(Card, {"title": 3}, "expected a text, not 3 @ title"),
        Wrong(Source, {"key": "a", "source": "b", "date": 2026}, "expected a date such as 2026-11-23, not 2026 @ date"),
    ],
    ids=lambda wrong: f"{wrong.kind.__name__}-{wrong.told[:40]}",
)
def test_a_wrong_value_is_told_in_words(wrong: Wrong) -> None:
    assert faults(wrong.data, wrong.kind) == [wrong.told]


def test_a_span_that_cannot_be_is_told_at_its_clip() -> None:
    data = {"frame_rate": 25, "clips": [{"source": "a", "start": 0, "end": 1}, {"source": "a", "start": 3, "end": 1}]}
    (told,) = faults(data, Timeline)
    assert told.startswith("a span must have 0 <= start <= end, not 3.0 and 1.0 @ clips[1]")


def test_a_fault_in_a_flat_span_names_the_key_that_the_file_has() -> None:
    assert faults({"source": "a", "start": "x", "end": 1}, Clip) == ["expected a number, not 'x' @ start"]
    assert "key 'start' is missing @ start" in faults({"source": "a", "end": 1}, Clip)


def test_a_nested_span_beside_a_flat_one_is_an_unknown_key() -> None:
    (told,) = faults({"source": "a", "start": 0, "end": 1, "span": {"start": 5, "end": 6}}, Clip)
    assert told.startswith("unknown key 'span'")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_read(number: str) -> None:
    data = json.loads(f'{{"size": {{"width": 4, "height": 4}}, "keyframes": [{{"time": 0, "x": {number}, "y": 0}}]}}')
    (told,) = faults(data, CropPath)
    assert told.endswith("@ keyframes[0].x")


def test_a_default_in_the_data_may_be_left_out() -> None:
    data = to_data(a_master().video)
    shorter = {key: data[key] for key in ("index", "codec", "coded_size", "frame_rate", "start", "duration")}
    assert from_data(shorter, VideoStream) == a_master().video
