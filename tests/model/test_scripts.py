from __future__ import annotations

import pytest

from autocut.model.scripts import columns, joined, reads_right_to_left


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Hello, you", 10),
        ("é", 1),
        ("e\u0301", 1),
        ("我们，", 6),
        ("カタカナ", 8),
        ("한국", 4),
        ("ที่", 1),
        ("ש\u05b8", 1),
    ],
)
def test_columns_are_of_latin_letters_two_for_wide_ones_and_none_for_marks(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["Good", "morning."], "Good morning."),
        (["我", "们", "用", "iPhone", "吗？"], "我们用iPhone吗？"),
        (["สวัสดี", "ครับ", "Google", "ครับ"], "สวัสดีครับ Google ครับ"),
        (["안녕", "하세요"], "안녕 하세요"),
        ([], ""),
    ],
)
def test_words_are_joined_by_spaces_where_their_writing_has_any(texts: list[str], line: str) -> None:
    assert joined(texts) == line


@pytest.mark.parametrize(
    ("text", "is_so"), [("שלום", True), ("1. مرحبا", True), ("Hi שלום", False), ("", False), ("123", False)]
)
def test_a_line_reads_from_the_right_as_its_first_letter_does(text: str, is_so: bool) -> None:
    assert reads_right_to_left(text) == is_so
