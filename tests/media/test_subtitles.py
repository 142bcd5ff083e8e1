from __future__ import annotations

from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.media.subtitles import read_cues
from autocut.model.span import Span

SRT = """1
00:00:01,000 --> 00:00:02,500
{\\an8}<i>Guten Morgen,</i>
zusammen.

2
00:00:04,000 --> 00:00:06,000
- Wer ist da?
- [klopft] Ich.
"""
VTT = """WEBVTT

00:01.000 --> 00:02.500 line:10%
<v Anna>Guten Morgen,</v>
zusammen.

00:04.000 --> 00:06.000
- Wer ist da?
- [klopft] Ich.
"""
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25"
    ttp:tickRate="10">
  <body><div>
    <p begin="00:00:01:00" end="25t"><span>Guten
       Morgen,</span><br/>zusammen.</p>
    <p begin="4s" dur="2000ms">- Wer ist da?<br/>- [klopft] Ich.</p>
  </div></body>
</tt>
"""


@pytest.mark.parametrize(
    ("name", "text"), [("a.srt", SRT), ("a.vtt", VTT), ("a.ttml", TTML), ("a.srt", "\ufeff" + SRT)]
)
def test_cues_have_the_lines_and_times_of_their_file_and_no_markup(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    first, second = read_cues(tmp_path / name)
    assert (first.span, first.lines) == (Span(1.0, 2.5), ("Guten Morgen,", "zusammen."))
    assert (second.span, second.lines) == (Span(4.0, 6.0), ("- Wer ist da?", "- [klopft] Ich."))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"words", "is no .srt, .vtt or .ttml"),
        ("a.srt", b"", "has no captions"),
        ("a.vtt", b"WEBVTT\n", "has no captions"),
        ("a.srt", SRT.replace("zusammen", "f\xfcr alle").encode("latin-1"), "cannot be read as srt in UTF-8"),
        ("a.ttml", b"<tt><body>", "cannot be read as ttml in UTF-8"),
        ("a.ttml", b'<tt><p begin="soon" end="later">x</p></tt>', "'soon' is no time of TTML"),
    ],
)
def test_what_is_no_subtitle_file_is_refused_in_a_sentence(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_cues(tmp_path / name)
