from __future__ import annotations

from itertools import pairwise

import pysubs2
import pytest

from autocut import styles
from autocut.model.captions import Cue
from autocut.model.geometry import Size
from autocut.model.preset import Preset
from autocut.model.span import Span
from autocut.render.ass import ass_script
from autocut.render.fonts import FAMILY, LINE_HEIGHT
from tests.builders import a_preset

SIZE = Size(1080, 1920)
PLAIN = styles.load("plain")


def preset(*overrides: str) -> Preset:
    safe = ("safe_area.left=60", "safe_area.right=150", "safe_area.bottom=440", "captions.font_size=60")
    return a_preset("youtube-short", *safe, *overrides)


def script(*lines: str, size: Size = SIZE, span: Span = Span(1.0, 2.5)) -> str:
    return ass_script([Cue(span, lines)], preset(), size, PLAIN)


def texts(found: str) -> list[str]:
    return [line.split(",", 9)[9] for line in found.splitlines() if line.startswith("Dialogue:")]


def test_the_script_is_drawn_on_the_very_pixels_of_the_picture() -> None:
    found = script("Hello").splitlines()
    assert "PlayResX: 1080" in found
    assert "PlayResY: 1920" in found
    assert "PlayResX: 720" in script("Hello", size=Size(720, 1280)).splitlines()


def test_margins_are_the_safe_area_scaled_with_the_picture_and_the_edge_of_letters_within_it() -> None:
    style = pysubs2.SSAFile.from_string(script("Hello")).styles["Caption"]
    assert (style.marginl, style.marginr, style.marginv) == (60, 150, 440 + 6)
    assert style.alignment == pysubs2.Alignment.BOTTOM_CENTER
    half = pysubs2.SSAFile.from_string(script("Hello", size=Size(540, 960))).styles["Caption"]
    assert (half.marginl, half.marginr, half.marginv) == (30, 75, 220 + 3)
    assert half.fontsize == pytest.approx(style.fontsize / 2, abs=0.1)


def test_a_lifted_cue_stands_by_its_share_of_the_safe_area_above_the_bottom() -> None:
    found = ass_script([Cue(Span(1, 2), ("up",), lift=0.25), Cue(Span(2, 3), ("down",))], preset(), SIZE, PLAIN)
    script = pysubs2.SSAFile.from_string(found)
    up, down = script
    height = 1920 - 440 - preset().safe_area.top
    bottom = script.styles["Caption"].marginv
    assert bottom >= 440
    assert (up.marginv, down.marginv) == (bottom + round(0.25 * height), 0)


def test_the_font_is_the_shipped_one_at_the_presets_size() -> None:
    style = pysubs2.SSAFile.from_string(script("Hello")).styles["Caption"]
    assert style.fontname == FAMILY
    assert style.fontsize == pytest.approx(60 * LINE_HEIGHT, abs=0.05)


def test_the_plain_style_is_white_with_a_black_edge_and_half_a_shadow() -> None:
    (look,) = [line for line in script("Hello").splitlines() if line.startswith("Style:")]
    colors = "&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000"
    assert look == f"Style: Caption,Noto Sans,81.7,{colors},-1,0,0,0,100,100,0,0,1,4.3,1.5,2,60,150,446,-1"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, "0:00:00.00"),
        (1.0, "0:00:00.99"),
        (1.005, "0:00:01.00"),
        (60.01, "0:01:00.00"),
        (3600.01, "1:00:00.00"),
        (36000.01, "10:00:00.00"),
    ],
)
def test_times_are_a_hundredth_early_and_carried(seconds: float, expected: str) -> None:
    (line,) = [line for line in script("x", span=Span(seconds, 40000)).splitlines() if line.startswith("Dialogue")]
    assert line.split(",")[1] == expected


def test_cues_that_touch_do_not_overlap_after_rounding() -> None:
    bounds = [0.0, 1.2345, 1.2351, 7.77777]
    found = ass_script([Cue(Span(a, b), ("x",)) for a, b in pairwise(bounds)], preset(), SIZE, PLAIN)
    events = pysubs2.SSAFile.from_string(found)
    assert all(before.end <= after.start for before, after in pairwise(events))


def test_lines_are_parted_by_a_hard_break() -> None:
    assert texts(script("First,", "second")) == ["First,\\Nsecond"]


@pytest.mark.parametrize(
    "text",
    ["{\\b1}bold", "C:\\new\\hot", "a {b} c", "\\{", "}{", "\\N", "\\h\\n", "{\\pos(0,0)}", "{=1}", "back\\"],
)
def test_braces_and_backslashes_are_shown_and_do_nothing(text: str) -> None:
    (found,) = texts(script(text))
    # As libass reads it: an escaped brace is a brace, a bare one opens a tag; a backslash before N, n or h breaks.
    seen, rest = "", found
    while rest:
        if rest[:2] in ("\\{", "\\}"):
            seen, rest = seen + rest[1], rest[2:]
        else:
            assert rest[0] != "{"
            assert rest[:2] not in ("\\N", "\\n", "\\h")
            seen, rest = seen + rest[0], rest[1:]
    assert seen.replace("\u2060", "") == text


def test_a_line_break_inside_a_line_cannot_begin_a_new_event() -> None:
    assert texts(script("one\nDialogue: 0,0:00:00.00")) == ["one Dialogue: 0,0:00:00.00"]


def test_commas_stay_in_the_text() -> None:
    assert texts(script("one, two, three")) == ["one, two, three"]
