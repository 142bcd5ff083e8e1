"""What is said, from files alone: subtitles without a master, and texts with one sentence a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut.analyze.speech.sidecar import NOMINAL_RATE, read_lines, read_subtitles, spoken_evenly
from autocut.errors import InputError
from autocut.model.span import Span

CUES = "1\n00:00:01,000 --> 00:00:03,000\nHello there.\n\n2\n02:00:00,000 --> 02:00:02,000\nThat is all.\n"


def file(folder: Path, content: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_subtitles_are_read_without_a_master_to_their_end(tmp_path: Path) -> None:
    found = read_subtitles(file(tmp_path, CUES, "talk.srt"), "en")
    assert [utterance.text for utterance in found.utterances] == ["Hello there.", "That is all."]
    assert [found.words[0].span.start, found.words[-1].span.end] == pytest.approx([1.0, 7202.0])
    assert (found.language, found.source) == ("en", "talk.srt")


def test_subtitles_are_kept_within_a_span_that_is_given(tmp_path: Path) -> None:
    found = read_subtitles(file(tmp_path, CUES, "talk.srt"), "auto", Span(0, 60))
    assert [utterance.text for utterance in found.utterances] == ["Hello there."]


def test_webvtt_is_read_too_and_its_language_guessed(tmp_path: Path) -> None:
    content = "WEBVTT\n\n00:01.000 --> 00:03.000\nThat was the &amp; of it.\n"
    found = read_subtitles(file(tmp_path, content, "talk.vtt"), "auto")
    assert found.language == "en"
    assert [utterance.text for utterance in found.utterances] == ["That was the & of it."]


def test_subtitles_in_which_nothing_is_said_are_an_empty_transcript(tmp_path: Path) -> None:
    content = "1\n00:00:01,000 --> 00:00:03,000\n[music]\n"
    found = read_subtitles(file(tmp_path, content, "talk.srt"), "auto")
    assert (found.utterances, found.language) == ((), "und")


def test_what_are_no_subtitles_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"talk\.srt cannot be read as SRT or WebVTT in UTF-8"):
        read_subtitles(file(tmp_path, "Été".encode("latin-1"), "talk.srt"), "en")


def test_each_line_is_a_sentence_at_two_and_a_half_words_a_second(tmp_path: Path) -> None:
    found = read_lines(file(tmp_path, "Snow fell on it.\n\n   \nRain, then.\n", "talk.txt"), "en")
    assert [utterance.text for utterance in found.utterances] == ["Snow fell on it.", "Rain, then."]
    assert [utterance.span for utterance in found.utterances] == [Span(0, 1.6), Span(1.6, 2.4)]
    assert [word.span.duration for word in found.words] == pytest.approx([1 / NOMINAL_RATE] * 6)
    assert (found.language, found.source) == ("en", "talk.txt")


def test_the_language_of_lines_is_guessed_from_all_of_them(tmp_path: Path) -> None:
    assert read_lines(file(tmp_path, "Snow.\nThat is what it was.\n", "talk.txt"), "auto").language == "en"
    assert read_lines(file(tmp_path, "Schnee.\nDas war es.\n", "talk.txt"), "auto").language == "und"


def test_a_byte_order_mark_and_windows_line_ends_are_no_words(tmp_path: Path) -> None:
    found = read_lines(file(tmp_path, b"\xef\xbb\xbfSnow fell.\r\nRain.\r\n", "talk.txt"), "en")
    assert [word.text for word in found.words] == ["Snow", "fell.", "Rain."]


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_text_without_words_is_an_empty_transcript(tmp_path: Path, content: str) -> None:
    assert read_lines(file(tmp_path, content, "talk.txt"), "en").utterances == ()


def test_what_cannot_be_read_as_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"talk\.txt cannot be read as text in UTF-8"):
        read_lines(file(tmp_path, b"\xff\xfe\x00", "talk.txt"), "en")
    with pytest.raises(InputError, match=r"none\.txt cannot be read as text"):
        read_lines(tmp_path / "none.txt", "en")


def test_words_spoken_evenly_follow_each_other_without_a_gap() -> None:
    found = spoken_evenly([["a"], ["b", "c"], ["d"]], "en", "by hand")
    assert [word.span for word in found.words] == [Span(0, 0.4), Span(0.4, 0.8), Span(0.8, 1.2), Span(1.2, 1.6)]
    assert [utterance.span for utterance in found.utterances] == [Span(0, 0.4), Span(0.4, 1.2), Span(1.2, 1.6)]
