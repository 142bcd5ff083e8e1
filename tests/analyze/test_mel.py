"""Spectra against tones whose place and size are known, and edges against the published scales."""

from __future__ import annotations

import numpy as np
import pytest

from autocut.analyze.mel import htk_edges, magnitudes, slaney_edges, triangles

RATE = 16_000


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE).astype(np.float32)


def test_a_tone_lies_in_its_bin_every_hundredth_of_a_second() -> None:
    found = magnitudes(tone(1000), RATE, 400)
    assert found.shape == (98, 201)
    assert set(found.argmax(axis=1)) == {25}
    # Half the length of the window, times the mean of a Hann window.
    assert found.max(axis=1) == pytest.approx(100, abs=0.5)


def test_a_longer_transform_has_finer_bins_of_the_same_size() -> None:
    found = magnitudes(tone(1000), RATE, 512)
    assert found.shape == (98, 257)
    assert set(found.argmax(axis=1)) == {32}
    assert found.max() == pytest.approx(100, abs=1)


def test_mel_edges_are_those_of_the_published_scales() -> None:
    # HTK: 1000 Hz is 1000 mels by definition (to 0.02 %), 2595 log10(1 + 8000/700) = 2840 mels are 8000 Hz.
    assert htk_edges(0, 8000, 1)[1] == pytest.approx(700 * (10 ** (2840.02 / 2 / 2595) - 1), rel=1e-4)
    # Slaney: 15 mels are 1000 Hz, 27 more 6400 Hz.
    assert slaney_edges(6400, 41)[[0, 15, 42]] == pytest.approx([0, 1000, 6400])
    assert slaney_edges(600, 8) == pytest.approx(np.linspace(0, 600, 10))


def test_a_filter_is_full_at_its_middle_and_nothing_at_its_neighbours() -> None:
    bank = triangles(np.array([0.0, 1000, 2000, 4000]), RATE, 16)
    assert bank.shape == (9, 2)
    assert bank[:, 0] == pytest.approx([0, 1, 0, 0, 0, 0, 0, 0, 0])
    assert bank[:, 1] == pytest.approx([0, 0, 1, 0.5, 0, 0, 0, 0, 0])
