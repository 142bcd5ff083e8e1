from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from autocut.analyze.speech.sidecar import read_transcript, sidecar_of
from autocut.errors import InputError
from autocut.export import EXPORTS
from autocut.model.captions import Cue
from autocut.model.span import Span
from autocut.model.speech import Transcript
from tests.builders import a_master, a_rendition

MASTER = a_master(60.0)
CUES = (
    "1\n00:00:01,000 --> 00:00:03,000\nHello there.\n\n"
    "2\n00:00:04,500 --> 00:00:06,000\nSecond <i>one</i>,\nin two lines.\n"
)


def read(folder: Path, content: str | bytes, name: str = "talk.srt", language: str = "en") -> Transcript:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_transcript(path, MASTER, language)


def texts(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words]


def cue(text: str, times: str = "00:00:01,000 --> 00:00:03,000") -> str:
    return f"1\n{times}\n{text}\n"


def test_the_words_of_an_srt_are_sentences_in_master_time(tmp_path: Path) -> None:
    found = read(tmp_path, CUES)
    assert [utterance.text for utterance in found.utterances] == ["Hello there.", "Second one, in two lines."]
    assert [utterance.span.start for utterance in found.utterances] == pytest.approx([1.0, 4.5])
    assert [utterance.span.end for utterance in found.utterances] == pytest.approx([3.0, 6.0])
    assert (found.language, found.source) == ("en", "talk.srt")


def test_a_webvtt_with_styles_notes_and_voices_gives_its_words_alone(tmp_path: Path) -> None:
    content = (
        "WEBVTT\n\nSTYLE\n::cue{color:red}\n\nNOTE nothing\n\nintro\n"
        "00:01.000 --> 00:03.000 align:start\n<v Anna>Hello <c.loud>there</c>.\n"
    )
    found = read(tmp_path, content, "talk.vtt")
    assert texts(found) == ["Hello", "there."]
    assert found.utterances[0].span == Span(1, 3)


def test_the_character_references_of_webvtt_are_the_characters(tmp_path: Path) -> None:
    content = "WEBVTT\n\n00:01.000 --> 00:03.000\nFish &amp; chips &lt;3\n"
    assert texts(read(tmp_path, content, "talk.vtt")) == ["Fish", "&", "chips", "<3"]


def test_the_vtt_that_autocut_writes_reads_back_the_same(tmp_path: Path) -> None:
    text = "Fish & chips > bread"
    written = EXPORTS["vtt"](replace(a_rendition([Span(0, 4)]), cues=(Cue(Span(1, 3), (text,)),)))
    assert texts(read(tmp_path, written, "talk.vtt")) == text.split()


def test_the_times_of_single_words_in_webvtt_are_no_words(tmp_path: Path) -> None:
    content = "WEBVTT\n\n00:01.000 --> 00:03.000\nHello <00:00:02.000><c> there</c>\n"
    assert texts(read(tmp_path, content, "talk.vtt")) == ["Hello", "there"]


def test_each_word_gets_time_by_its_length(tmp_path: Path) -> None:
    found = read(tmp_path, cue("a abcdefg", "00:00:00,000 --> 00:00:10,000")).words
    assert [word.span for word in found] == [Span(0, 2), Span(2, 10)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[door slams] Who is there?", ["Who", "is", "there?"]),
        ("(sighs) Well", ["Well"]),
        ("♪ la la la ♪ Good evening", ["Good", "evening"]),
        ("{\\an8}Up here", ["Up", "here"]),
        ("<b>Bold</b> & <font color='#fff'>white</font>", ["Bold", "&", "white"]),
    ],
)
def test_descriptions_of_sound_and_markup_are_no_words(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert texts(read(tmp_path, cue(text))) == expected


def test_the_dash_of_a_dialogue_is_no_word(tmp_path: Path) -> None:
    assert texts(read(tmp_path, cue("- Are you there?\n- No."))) == ["Are", "you", "there?", "No."]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + CUES.replace("\n", "\r\n").encode()
    assert texts(read(tmp_path, content))[:2] == ["Hello", "there."]
    content = b"\xef\xbb\xbfWEBVTT\r\n\r\n00:01.000 --> 00:03.000\r\nHi\r\n"
    assert texts(read(tmp_path, content, "talk.vtt")) == ["Hi"]


def test_cues_past_the_master_are_left_out_and_one_across_its_end_is_cut(tmp_path: Path) -> None:
    content = CUES + "\n3\n00:00:58,000 --> 00:01:02,000\nall cut off\n\n4\n00:02:00,000 --> 00:02:03,000\ngone\n"
    found = read(tmp_path, content)
    assert texts(found)[-1] == "cut"
    assert found.words[-1].span.end == 60.0


def test_cues_that_run_into_each_other_are_set_right(tmp_path: Path) -> None:
    content = cue("one two", "00:00:01,000 --> 00:00:03,000") + "\n" + cue("three", "00:00:02,500 --> 00:00:04,000")
    found = read(tmp_path, content).words
    assert [word.text for word in found] == ["one", "two", "three"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language"),
    [("That is what the man was for.", "en"), ("Das ist der Mann.", "und"), ("Hello there.", "und")],
)
def test_a_language_to_be_found_is_guessed_from_the_words(tmp_path: Path, text: str, language: str) -> None:
    assert read(tmp_path, cue(text), language="auto").language == language
    assert read(tmp_path, cue(text), language="de").language == "de"


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", "Été".encode("latin-1"), CUES.encode("utf-16")],
    ids=["empty", "prose", "latin-1", "utf-16"],
)
def test_what_cannot_be_read_as_subtitles_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match=r"talk\.srt"):
        read(tmp_path, content)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.srt cannot be read"):
        read_transcript(tmp_path / "none.srt", MASTER, "en")


def test_a_file_for_another_master_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no cues within the master's 60\.0 s"):
        read(tmp_path, cue("late", "00:10:00,000 --> 00:10:03,000"))


def test_the_file_beside_the_master_is_found_by_its_name(tmp_path: Path) -> None:
    master = tmp_path / "my.talk.mp4"
    assert sidecar_of(master) is None
    (tmp_path / "my.talk.vtt").write_text("WEBVTT")
    assert sidecar_of(master) == tmp_path / "my.talk.vtt"
    (tmp_path / "my.talk.srt").write_text("")
    assert sidecar_of(master) == tmp_path / "my.talk.srt"
    assert sidecar_of(tmp_path / "other.mp4") is None
    assert sidecar_of(tmp_path / "missing" / "my.talk.mp4") is None


def test_the_case_and_the_accents_of_its_name_may_be_of_another_system(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Gespräch") for form in ("NFC", "NFD"))
    other, same = tmp_path / f"{decomposed}.SRT", tmp_path / f"{composed}.srt"
    other.write_text("")
    assert sidecar_of(tmp_path / f"{composed}.mp4") == other
    same.write_text("")
    assert sidecar_of(tmp_path / f"{composed}.mp4") == same
