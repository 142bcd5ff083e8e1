"""Sentences that mean alike point alike; what feels good or bad is told so; a punch line is heard coming."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autocut import weights
from autocut.analyze.analyze import read
from autocut.analyze.detector import Reading
from autocut.analyze.reading import Feelings, Meanings, Reactions
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.event import Started, Warned
from autocut.model.speech import Transcript
from autocut.model.vectors import Vectors
from tests.builders import a_talk, a_transcript

CAT = "A cat is sleeping on the sofa."
KITTEN = "The kitten naps on the couch."
BANK = "The central bank raised interest rates again."
INFLATION = "Higher borrowing costs are meant to slow inflation."
GERMAN = a_talk("Das ist wunderbar.", "Vielen Dank.", language="de")
SPEECH = (
    "Today we will look at the sediment of three lakes in Norway.",
    "The samples were taken at a depth of forty metres.",
    "Each layer is about a millimetre thick.",
    "We measured the share of pollen in every one of them.",
    "My wife says I love mud more than her, and honestly, the mud never complains.",
    "The second lake is fed by two streams.",
    "Its water is replaced every eleven months.",
    "So let us look after these lakes, for they remember what we forget.",
    "Thank you very much.",
)
JOKE, DRY, THANKS = 4, 5, 8


def said(reader: Reading, transcript: Transcript) -> Any:
    """What is found in the transcript, with what the reader needs read before."""
    known = Analysis(transcript=transcript)
    if "meanings" in reader.needs:
        known = Analysis(transcript=transcript, meanings=said(Meanings(), transcript))
    return finish(read("a talk", [reader], known, offline=False)).found[reader]


@cache
def pointed(*sentences: str) -> tuple[tuple[float, ...], ...]:
    found: Vectors = said(Meanings(), a_talk(*sentences))
    return tuple(found)


def cosine(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def test_sentences_that_mean_alike_point_alike() -> None:
    cat, bank, kitten, inflation = pointed(CAT, BANK, KITTEN, INFLATION)
    assert min(cosine(cat, kitten), cosine(bank, inflation)) > 0.4
    assert max(cosine(cat, bank), cosine(cat, inflation), cosine(kitten, bank), cosine(kitten, inflation)) < 0.2


def test_meanings_are_directions_of_length_1() -> None:
    found = pointed(CAT, BANK, "No.", "...", "word " * 400)
    assert {len(vector) for vector in found} == {384}
    assert [math.hypot(*vector) for vector in found] == pytest.approx([1.0] * 5, abs=1e-3)


def test_a_sentence_means_the_same_whatever_else_is_read() -> None:
    alone, among = pointed(CAT), pointed("word " * 100, BANK, CAT, "No.")
    assert among[2] == alone[0]
    assert pointed(f" {CAT}  ")[0] == alone[0]


def test_what_is_past_128_tokens_of_a_sentence_is_not_read() -> None:
    assert pointed("word " * 200)[0] == pointed("word " * 400)[0]


def test_meanings_fit_what_text_was_given() -> None:
    assert len(pointed(*SPEECH)) == len(SPEECH)


@pytest.mark.parametrize(
    ("sentence", "least", "most"),
    [
        ("I love this wonderful, brilliant place!", 0.8, 1.0),
        ("What a horrible, disgusting disaster.", -1.0, -0.8),
        ("This is not good.", -0.5, -0.1),
        ("The samples were taken at a depth of forty metres.", 0.0, 0.0),
    ],
)
def test_feelings_are_good_bad_or_none(sentence: str, least: float, most: float) -> None:
    (felt,) = said(Feelings(), a_talk(sentence))
    assert least <= felt <= most


def test_there_is_one_feeling_for_each_sentence_whatever_else_is_said() -> None:
    good, bad = "I love it.", "I hate it."
    assert said(Feelings(), a_talk(good, bad, good)) == (
        *said(Feelings(), a_talk(good)), *said(Feelings(), a_talk(bad)), *said(Feelings(), a_talk(good)),
    )  # fmt: skip


def test_an_audience_would_react_to_a_joke_and_to_thanks_more_than_to_a_dry_sentence() -> None:
    likely = said(Reactions(), a_talk(*SPEECH))
    assert len(likely) == len(SPEECH)
    assert all(0 <= each <= 1 for each in likely)
    assert likely[JOKE] > likely[DRY] + 0.1
    assert likely[THANKS] > likely[DRY] + 0.1
    assert likely[THANKS] == max(likely)


def test_a_reaction_hangs_on_the_sentences_around_it() -> None:
    likely = said(Reactions(), a_talk(*SPEECH))
    other = said(Reactions(), a_talk(*SPEECH[:DRY], BANK, *SPEECH[DRY:]))
    assert other[:JOKE] == pytest.approx(likely[:JOKE], abs=1e-4)
    assert other[JOKE] != likely[JOKE]
    assert other[-1] == pytest.approx(likely[-1], abs=1e-4)


@pytest.mark.parametrize("reader", [Meanings(), Feelings(), Reactions()], ids=lambda reader: type(reader).__name__)
@pytest.mark.parametrize("transcript", [GERMAN, a_transcript(), None], ids=["german", "silent", "none"])
def test_nothing_is_read_in_german_or_where_nothing_is_said(reader: Reading, transcript: Transcript | None) -> None:
    assert not reader.has_text(Analysis(transcript=transcript))
    events = list(read("a talk", [reader], Analysis(transcript=transcript), offline=False))
    assert events == []


def test_english_is_read_and_reactions_once_its_meanings_are_known() -> None:
    known = Analysis(transcript=a_talk(CAT))
    assert Meanings().has_text(known)
    assert Feelings().has_text(known)
    assert not Reactions().has_text(known)
    assert Reactions().has_text(Analysis(transcript=known.transcript, meanings=Vectors.of(pointed(CAT))))


def test_the_three_tell_what_they_do() -> None:
    known = Analysis(transcript=a_talk(CAT), meanings=Vectors.of(pointed(CAT)))
    readers = [Meanings(), Feelings(), Reactions()]
    events = list(read("a talk", readers, known, offline=False))
    assert [each.stage for each in events if isinstance(each, Started)] == [reader.does for reader in readers]


def test_without_the_model_meanings_are_left_out_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(weights.SETTING, str(tmp_path))
    work = read("a talk", [Meanings(), Feelings()], Analysis(transcript=a_talk(CAT)), True)
    events = []
    while True:
        try:
            events.append(next(work))
        except StopIteration as end:
            findings = end.value
            break
    (warned,) = (event for event in events if isinstance(event, Warned))
    assert findings.found.keys() == {Feelings()}
    assert findings.missing.keys() == {Meanings()}
    assert "autocut models pull minilm" in findings.missing[Meanings()]
    assert warned.subject == "a talk"
