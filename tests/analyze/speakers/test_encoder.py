"""The encoder computes what its weights say, and voices lie apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.analyze.speakers.encoder import RATE, Encoder, mel_windows
from autocut.analyze.torch_file import tensors
from autocut.media.run import finish
from autocut.weights import find
from tests.speech import another_voice, reading

Array = NDArray[np.float32]


@pytest.fixture(scope="module")
def path() -> Path:
    return finish(find("ge2e", offline=False))


@pytest.fixture(scope="module")
def encoder(path: Path) -> Encoder:
    return Encoder(path)


def by_the_book(windows: Array, path: Path) -> Array:
    """Long short-term memory as torch documents it, step by step, then the projection."""
    weights = tensors(path, "model_state")

    def sigmoid(value: Array) -> Array:
        return np.asarray(1 / (1 + np.exp(-value)), np.float32)

    heard = windows
    for layer in range(3):
        of_input, of_memory = weights[f"lstm.weight_ih_l{layer}"].T, weights[f"lstm.weight_hh_l{layer}"].T
        bias = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
        output, cell = np.zeros((2, len(windows), 256), np.float32)
        told = []
        for step in range(heard.shape[1]):
            gate_in, forget, new, gate_out = np.split(heard[:, step] @ of_input + output @ of_memory + bias, 4, axis=1)
            cell = sigmoid(forget) * cell + sigmoid(gate_in) * np.tanh(new)
            output = sigmoid(gate_out) * np.tanh(cell)
            told.append(output)
        heard = np.stack(told, axis=1)
    raised = np.maximum(0, heard[:, -1] @ weights["linear.weight"].T + weights["linear.bias"])
    return np.asarray(raised / np.linalg.norm(raised, axis=1, keepdims=True), np.float32)


def test_the_written_network_computes_what_the_weights_mean(encoder: Encoder, path: Path) -> None:
    windows = mel_windows(reading()[: 3 * RATE], 3)
    np.testing.assert_allclose(encoder.vectors(windows), by_the_book(windows, path), atol=1e-4)


def test_pieces_of_one_voice_point_the_same_way_and_those_of_two_do_not(encoder: Encoder) -> None:
    own, other = ([voice[k * 3 * RATE :][: 3 * RATE] for k in range(3)] for voice in (reading(), another_voice()))
    ours, theirs = (
        np.stack([encoder.vectors(mel_windows(each, 4)).mean(axis=0) for each in pieces]) for pieces in (own, other)
    )
    alike = [each for vectors in (ours, theirs) for each in (vectors @ vectors.T)[np.triu_indices(3, 1)]]
    assert min(alike) > 0.65
    assert (ours @ theirs.T).max() < 0.58


@pytest.mark.parametrize(("seconds", "windows"), [(0.1, 1), (1.6, 1), (2.4, 2), (4.0, 4), (30.0, 6)])
def test_a_piece_has_windows_enough_to_overlap_by_half_and_no_more_than_asked_for(seconds: float, windows: int) -> None:
    heard = np.resize(reading(), int(seconds * RATE))
    assert mel_windows(heard, 6).shape == (windows, 160, 40)


def test_a_sound_lies_in_its_windows_where_it_was_heard() -> None:
    clicks = np.zeros(2 * RATE, np.float32)
    clicks[[400, RATE, 2 * RATE - 400]] = 1
    first, second = mel_windows(clicks, 2).sum(axis=2)
    # Frame k is 25 ms around k hundredths of a second; of the 201 frames the last window has those from 41 on.
    assert np.flatnonzero(first).tolist() == [2, 3, 99, 100, 101]
    assert np.flatnonzero(second).tolist() == [58, 59, 60, 156, 157]


def test_quiet_speech_is_as_loud_to_the_network_as_speech_at_its_level() -> None:
    heard = reading()[: 2 * RATE]
    quiet, quieter = mel_windows(heard * np.float32(0.01), 1), mel_windows(heard * np.float32(0.001), 1)
    np.testing.assert_allclose(quiet, quieter, rtol=1e-3, atol=1e-6)


def test_silence_and_nothing_have_windows_too() -> None:
    for length in (0, 100, RATE):
        assert not mel_windows(np.zeros(length, np.float32), 6).any()
