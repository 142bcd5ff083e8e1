"""Captions of any writing are drawn in a font that has it, or it is said which has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from autocut.errors import ToolError
from autocut.model.captions import Cue
from autocut.model.span import Span
from autocut.render.fonts import font_path, second_font_path
from autocut.render.fonts.coverage import characters
from autocut.render.fonts.faces import Faces, drawable, emoji_notes, faces_of
from tests.render.test_burnt_captions import shown

NOWHERE = "ሰላም"
"""Amharic, as if no font of the machine had it."""


def cues(*lines: str) -> tuple[Cue, ...]:
    return (Cue(Span(0.0, 2.0), lines),)


def lacking(*lines: str) -> Faces:
    """The faces of the lines on a machine without fonts of its own."""
    return faces_of(cues(*lines), ())


@pytest.mark.parametrize("path", [font_path(), second_font_path()])
def test_a_font_has_the_characters_that_it_draws_otherwise_than_one_that_no_font_has(path: Path) -> None:
    face = ImageFont.truetype(str(path), 40)
    blank = bytes(face.getmask("\U000f1234"))
    for character in "AéЖΩשعაԱ♪漢ไअ한🎬":
        assert (bytes(face.getmask(character)) != blank) == (ord(character) in characters(path)), character


def test_what_is_no_font_has_no_characters(tmp_path: Path) -> None:
    (tmp_path / "text.ttf").write_text("not a font at all")
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(font_path().read_bytes()[:400])
    assert characters(tmp_path / "text.ttf") == characters(cut) == characters(tmp_path / "none.ttf") == frozenset()


def test_latin_greek_and_cyrillic_need_no_other_font_and_arabic_and_hebrew_the_second() -> None:
    assert faces_of(cues("Ça va, Žižek?", "Привет, мир", "Γειά σου")) == Faces()
    found = faces_of(cues("Google: مرحبًا ♪", "שלום"))
    assert {*found.files.values()} == {second_font_path()}
    assert found.lacking == {}
    assert [text for text, family in found.runs("Google: مرحبًا ♪") if family] == ["مرحبًا", "♪"]
    assert "".join(text for text, _ in found.runs("Google: مرحبًا ♪")) == "Google: مرحبًا ♪"


def test_letters_that_no_font_has_are_told_with_their_script_and_nothing_is_drawn() -> None:
    with pytest.raises(ToolError, match="captions: 3 characters of Ethiopic have no font: install one"):
        drawable(cues("Hello", NOWHERE), lacking(NOWHERE))


def test_emoji_that_no_font_has_are_left_out_with_what_joins_and_colours_them_and_told() -> None:
    lines = ("Look 👍🏽 here ❤️", "👨‍👩‍👧")
    faces = lacking(*lines)
    assert [cue.lines for cue in drawable(cues(*lines), faces)] == [("Look here ❤",)]
    assert emoji_notes(faces) == ("captions: 4 emoji are not burnt in, for no font has them: 👍 👨 👩 👧",)
    assert drawable(cues("👧"), faces) == ()
    assert emoji_notes(lacking("Hello 😀")) == ()


def test_a_joiner_within_writing_that_needs_it_is_kept() -> None:
    (kept,) = drawable(cues("می‌خواهم ශ්‍රී"), Faces())
    assert kept.lines == ("می‌خواهم ශ්‍රී",)


@pytest.mark.parametrize(("text", "dots"), [("שלום.....", "left"), ("مرحبًا.....", "left"), ("Hello.....", "right")])
def test_a_line_ends_at_the_left_where_its_letters_are_read_from_the_right(
    text: str, dots: str, make: Callable[..., Path], tmp_path: Path
) -> None:
    drawn = shown(make, tmp_path, Cue(Span(0.0, 2.0), (text,)))[10] > 40
    rows, columns = np.nonzero(drawn)
    edge = (columns.max() - columns.min()) / 5
    left, right = rows[columns < columns.min() + edge], rows[columns > columns.max() - edge]
    assert ("left" if left.min() > right.min() else "right") == dots
    assert abs(int(left.min()) - int(right.min())) > 2, "dots are low, letters are high"
