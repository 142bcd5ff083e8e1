"""Two voices that take turns are two labels, in their places; one voice is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.analyze.speakers import Speakers
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Turn
from autocut.weights import find
from tests.builders import a_transcript, an_utterance
from tests.media.sources import X264, picture
from tests.speech import RATE, another_voice, reading, write_sound

Make = Callable[..., Path]
Spoken = Callable[[str, Sequence[NDArray[np.float32]]], Path]


@pytest.fixture(scope="module")
def ge2e() -> Path:
    return finish(find("ge2e", offline=False))


@pytest.fixture(scope="module")
def spoken(make: Make, tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """Make a master whose sound is the given pieces, one after the other."""
    folder = tmp_path_factory.mktemp("spoken")

    def made(name: str, pieces: Sequence[NDArray[np.float32]]) -> Path:
        sound = write_sound(folder / f"{name}.wav", pieces, RATE)
        seconds = sum(len(piece) for piece in pieces) / RATE
        return make(f"speakers-{name}.mkv", *picture(seconds), "-i", str(sound), *X264, "-c:a", "flac")

    return made


def heard(path: Path, known: Analysis, ge2e: Path) -> tuple[Turn, ...]:
    return finish(Speakers().listen(probe(path), ge2e, known))


def dialogue() -> list[NDArray[np.float32]]:
    """Five turns of 2.5 s, the odd ones by another voice, with half a second of silence before each."""
    voices = [reading(), another_voice()]
    silence = np.zeros(RATE // 2, np.float32)
    return [part for k in range(5) for part in (silence, voices[k % 2][k // 2 * 3 * RATE :][: int(2.5 * RATE)])]


def test_two_voices_that_take_turns_are_told_apart(spoken: Spoken, ge2e: Path) -> None:
    path = spoken("two", dialogue())
    spans = tuple(Span(3 * k + 0.5, 3 * k + 3) for k in range(5))
    found = heard(path, Analysis(voice=spans), ge2e)
    assert found == tuple(Turn(span, "AB"[k % 2]) for k, span in enumerate(spans))


def test_the_ends_of_sentences_part_two_voices_that_follow_without_a_pause(spoken: Spoken, ge2e: Path) -> None:
    path = spoken("two", dialogue())
    said = a_transcript(*(an_utterance("so it was", 3 * k + 0.6, 3 * k + 2.9) for k in range(5)))
    found = heard(path, Analysis(voice=(Span(0.5, 15),), transcript=said), ge2e)
    assert [turn.speaker for turn in found] == ["A", "B", "A", "B", "A"]
    assert [turn.span.start for turn in found] == pytest.approx([0.5, 3.25, 6.25, 9.25, 12.25])


def test_one_voice_is_one_speaker_and_a_short_word_joins_it(spoken: Spoken, ge2e: Path) -> None:
    path = spoken("one", [reading()])
    spans = (Span(0.4, 3.5), Span(3.8, 5), Span(5.2, 6.8), Span(7.2, 7.6), Span(9.1, 14))
    found = heard(path, Analysis(voice=spans), ge2e)
    assert {turn.speaker for turn in found} == {"A"}
    assert [turn.span for turn in found] == [Span(0.4, 7.6), Span(9.1, 14)]


def test_a_short_word_gets_the_voice_that_it_is_nearest_to(spoken: Spoken, ge2e: Path) -> None:
    path = spoken("two", dialogue())
    spans = (*(Span(3 * k + 0.5, 3 * k + 3) for k in range(3)), Span(10, 11), Span(12.6, 13.6))
    assert [turn.speaker for turn in heard(path, Analysis(voice=spans), ge2e)] == ["A", "B", "A", "B", "A"]


def test_every_one_of_many_pieces_has_a_voice(spoken: Spoken, ge2e: Path) -> None:
    spans = tuple(Span(0.75 * k, 0.75 * k + 0.7) for k in range(20))
    found = heard(spoken("one", [reading()]), Analysis(voice=spans), ge2e)
    assert sum(turn.span.duration for turn in found) == pytest.approx(20 * 0.75 - 0.05, abs=0.5)
    assert found[-1].span.end == spans[-1].end


def test_who_speaks_once_and_alone_has_a_turn(spoken: Spoken, ge2e: Path) -> None:
    path = spoken("two", dialogue())
    assert heard(path, Analysis(voice=(Span(0.5, 3),)), ge2e) == (Turn(Span(0.5, 3), "A"),)


def test_where_nobody_speaks_there_are_no_turns(spoken: Spoken, ge2e: Path) -> None:
    path = spoken("two", dialogue())
    assert heard(path, Analysis(), ge2e) == ()
