"""`autocut score` on what is said alone."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.line import SPOKEN, refused, say

LINES = [
    "The committee met on the second of March to review the procedure.",
    "My mother looked at the robot, and she said -- I'm not cleaning up after that.",
    "My mother looked at the robot, and she said -- I'm not cleaning up after that.",
    "The figures are in the annex.",
    "Have you ever asked yourself why nobody reads the annex?",
    "Thank you very much.",
]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(LINES) + "\n\n", "utf-8")
    return path


def test_every_sentence_is_scored_in_order_none_merged_or_left_out(talk: Path) -> None:
    segments = say("score", talk, "--sentences", "--json", "--progress", "none").document["segments"]
    assert [segment["text"] for segment in segments] == LINES
    assert all(before["end"] <= after["start"] for before, after in pairwise(segments))
    for segment in segments:
        assert 0 <= segment["score"] <= 1
        assert sum(Decimal(str(part)) for part in segment["parts"].values()) == Decimal(str(segment["score"]))


def test_a_punch_line_and_a_thank_you_score_above_the_minutes_of_a_meeting(talk: Path) -> None:
    segments = say("score", talk, "--sentences", "--json", "--progress", "none").document["segments"]
    scores = [segment["score"] for segment in segments]
    assert min(scores[1], scores[5]) > max(scores[0], scores[3])


def test_a_table_shows_the_best_passages_with_their_parts(talk: Path) -> None:
    told = say("score", talk, "--top", "2", "--set=duration.min=2", "--set=duration.target=4", "--progress", "none")
    lines = told.stdout.splitlines()
    assert lines[0].split() == ["passage", "score", "made", "of", "first", "words"]
    assert "█" in lines[1]
    assert sum(line[:1].isdigit() for line in lines) == 2


def test_a_passage_is_explained_in_sentences(talk: Path) -> None:
    told = say("score", talk, "--sentences", "--explain", "5", "--progress", "none").stdout
    assert "It scores 0." in told
    assert "reaction adds 0." in told
    assert "at 1 it would raise it by 0." in told


def test_what_is_to_be_avoided_is_objected_to_and_a_topic_raises_the_score(talk: Path) -> None:
    plain = say("score", talk, "--sentences", "--json", "--progress", "none").document["segments"]
    asked = ("--topic", "robots", "--avoid", "annex")
    chosen = say("score", talk, "--sentences", "--json", "--progress", "none", *asked).document["segments"]
    assert [bool(segment["objection"]) for segment in chosen] == [False, False, False, True, True, False]
    ratio = [after["score"] / before["score"] for before, after in zip(plain, chosen, strict=True)]
    assert min(ratio[1], ratio[2]) > 1 > max(ratio[0], ratio[5])


def test_subtitles_and_the_json_of_a_transcript_are_scored_too(tmp_path: Path) -> None:
    subtitles = tmp_path / "talk.srt"
    subtitles.write_text(SPOKEN, "utf-8")
    (segment,) = say("score", subtitles, "--sentences", "--json", "--progress", "none").document["segments"]
    assert (segment["start"], segment["text"]) == (0.5, "Hello, 'world' 100%.")
    word = {"text": "Hello.", "start": 1.0, "end": 1.5, "probability": 1.0}
    told = {"language": "en", "source": "hand", "utterances": [{"start": 1.0, "end": 1.5, "words": [word]}]}
    document = tmp_path / "talk.json"
    for content in (told, {"transcript": told}):
        document.write_text(json.dumps(content), "utf-8")
        (segment,) = say("score", document, "--sentences", "--json", "--progress", "none").document["segments"]
        assert (segment["start"], segment["text"]) == (1.0, "Hello.")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("talk.txt", "", "talk.txt has no words"),
        ("talk.srt", "", "talk.srt"),
        ("talk.json", "[1]", "talk.json is not the JSON of a transcript"),
        ("talk.json", '{"language": "en"}', "talk.json is not the JSON of a transcript"),
        ("missing.txt", None, "missing.txt cannot be read"),
        ("talk.txt", "caf\xe9".encode("latin-1"), "talk.txt cannot be read as text in UTF-8"),
    ],
)
def test_what_is_no_transcript_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: str | bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert reason in refused("score", path)
