"""Cards show their text over the frames that the timeline gives them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.geometry import Size
from autocut.model.span import Span
from autocut.model.timeline import Card
from autocut.render.cards import draw_card
from tests.numbered import numbers
from tests.render.pictures import clicks, gray, heard
from tests.render.versions import frames_of, full_preset, rendered, version

GROUND = (30, 45)


def drawn(card: Card, folder: Path, size: Size = Size(320, 180), rate: str = "25") -> NDArray[np.uint8]:
    """Every frame of a card of one second."""
    finish(draw_card(card, size, Fraction(rate), 1.0, folder, "card.mkv"))
    return gray(folder / "card.mkv")


def ink(image: NDArray[np.uint8]) -> int:
    """How many pixels are lighter than the card's ground."""
    return int((image > 90).sum())


def test_a_card_fades_its_text_in_and_out_over_a_dark_ground(tmp_path: Path) -> None:
    images = drawn(Card("A title", "and a subtitle"), tmp_path)
    assert images.shape == (25, 180, 320)
    assert ink(images[0]) == 0
    assert ink(images[12]) > 300
    assert ink(images[3]) <= ink(images[6]) <= ink(images[12])
    assert GROUND[0] < int(images[12][0, 0]) < GROUND[1]


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001", "50"])
def test_a_card_has_the_frames_of_its_rate(rate: str, tmp_path: Path) -> None:
    assert len(drawn(Card("A title"), tmp_path, rate=rate)) == round(Fraction(rate))


@pytest.mark.parametrize("size", [Size(320, 180), Size(180, 320), Size(240, 240), Size(720, 90)])
def test_a_long_title_is_broken_and_stays_within_the_card(size: Size, tmp_path: Path) -> None:
    title = "A very long title of a film that nobody would ever put on a single line"
    image = drawn(Card(title, "Watch the full video"), tmp_path, size)[12]
    assert ink(image) > 200
    edges = (image[0], image[-1], image[:, 0], image[:, -1])
    assert max(int(edge.max()) for edge in edges) < GROUND[1]


TOFU_TEXTS = ["Čeština àéîõü", "Привет, мир", "Γειά σου κόσμε", "straße – “quotes” …"]


@pytest.mark.parametrize("text", TOFU_TEXTS)
def test_accents_cyrillic_and_greek_are_drawn_with_glyphs_of_their_own(text: str, tmp_path: Path) -> None:
    (tmp_path / "boxes").mkdir()
    image = drawn(Card(text), tmp_path)[12]
    boxes = drawn(Card("".join("\U000f0000" if letter.isalpha() else letter for letter in text)), tmp_path / "boxes")
    assert ink(image) > 250
    assert int((np.abs(image.astype(int) - boxes[12].astype(int)) > 60).sum()) > 150


@pytest.mark.parametrize("text", ["", " ", "100% {x} \\n 'quoted' \"double\" <b>&amp;</b>", "日本語 🎬", "x" * 300])
def test_a_card_can_be_drawn_of_any_text(text: str, tmp_path: Path) -> None:
    assert drawn(Card(text, text), tmp_path).shape == (25, 180, 320)


def test_descenders_are_not_cut_off(tmp_path: Path) -> None:
    low, high = (drawn(Card(text), tmp_path)[12] for text in ("gjpqy", "acmnx"))
    below = [int(np.nonzero(image > 90)[0].max()) for image in (low, high)]
    assert below[0] >= below[1] + 2


def test_cards_stand_between_the_right_frames_in_silence(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, "320x180"))
    rate = Fraction(25)
    title, end = Card("Title"), Card("Watch the full video", "Title")
    pieces: list[Span | tuple[Card, float]] = [
        frames_of(rate, 60, 80),
        (title, 1.0),
        frames_of(rate, 110, 140),
        (title, 0.48),
        (end, 1.0),
    ]
    path = rendered(version(master, pieces, full_preset()), master, tmp_path)
    shown = numbers(path)
    assert len(shown) == 20 + 25 + 30 + 12 + 25
    assert shown[:20] == list(range(60, 80))
    assert shown[45:75] == list(range(110, 140))
    images = gray(path)
    for frame in (20, 44, 75, 86, 87, 111):
        assert GROUND[0] < int(images[frame][0, 0]) < GROUND[1]
    assert ink(images[32]) > 200
    assert ink(images[99]) > 200
    sound = np.abs(heard(path)).max(axis=0)
    for start, until in ((0.85, 1.75), (3.05, 4.4)):
        assert float(sound[round(start * 48000) : round(until * 48000)].max()) < 0.003
    assert [click for click in clicks(path) if click > 1] == pytest.approx([1.8 + 0.6 - 0.0 - 1.0 + 0.6], abs=0.7)


def lines_of(image: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Height and width of the ink in each line of text, from the top down."""
    rows = (image > 90).any(axis=1)
    starts = np.flatnonzero(rows & ~np.roll(rows, 1))
    ends = np.flatnonzero(rows & ~np.roll(rows, -1)) + 1
    found = []
    for start, end in zip(starts, ends, strict=True):
        columns = np.nonzero((image[start:end] > 90).any(axis=0))[0]
        found.append((int(end - start), int(columns.max() - columns.min())))
    return found


def test_the_lines_of_a_title_are_even_and_no_word_stands_alone(tmp_path: Path) -> None:
    (_, first), (_, second) = lines_of(drawn(Card("WATCH THE FULL VIDEO"), tmp_path, Size(360, 640))[12])
    assert first == pytest.approx(second, rel=0.15)


def test_no_word_is_broken_to_make_lines_even(tmp_path: Path) -> None:
    widths = [width for _, width in lines_of(drawn(Card("MY ADVENTURES OF OLD"), tmp_path, Size(360, 640))[12])]
    ((_, alone),) = lines_of(drawn(Card("ADVENTURES"), tmp_path, Size(360, 640))[12])
    assert max(widths) == pytest.approx(alone, abs=3)


@pytest.mark.parametrize("size", [Size(640, 360), Size(360, 640)])
def test_a_short_title_is_larger_than_a_long_one(size: Size, tmp_path: Path) -> None:
    long = "HOW A VERY LONG TITLE OF A FILM IS SET ON A CARD OF ANY SHAPE WITHOUT END"
    heights = [lines_of(drawn(Card(title), tmp_path, size)[12])[0][0] for title in ("HOW", long)]
    assert heights[0] > 1.3 * heights[1]
