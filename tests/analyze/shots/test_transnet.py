"""TransNetV2 computes what its weights say, and finds what it was trained to find."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.analyze.shots.blocks import BlockMatching
from autocut.analyze.shots.transnet import TransNetShots, transitions
from autocut.analyze.shots.transnet_network import TransNet
from autocut.analyze.torch_file import tensors
from autocut.media.run import finish
from autocut.weights import find
from tests.analyze.shots import films
from tests.analyze.shots.films import Make, cut_frames, film, found, joined

Array = NDArray[np.float32]

LENGTHS = (40, 37, 61, 12, 50)
CUTS = [40, 77, 138, 150]


@pytest.fixture(scope="module")
def path() -> Path:
    return finish(find("transnetv2", offline=False))


def seen(path: Path, start: int, end: int) -> NDArray[np.uint8]:
    """So many frames as FFmpeg's command line scales them, which is how the network saw those it was trained on."""
    with av.open(str(path)) as container:
        frames = islice(container.decode(video=0), start, end)
        return np.stack([each.reformat(48, 27, "rgb24", interpolation="BICUBIC").to_ndarray() for each in frames])


def by_the_book(window: NDArray[np.uint8], weights: Mapping[str, Array]) -> Array:
    """The layers as the paper draws them, each convolution as a sum over its taps."""
    shown, means = np.asarray(window.transpose(3, 0, 1, 2) / 255, np.float32), []
    for block in range(3):
        first = cell(shown, weights, f"SDDCNN.{block}.DDCNN.0")
        both = first + cell(first, weights, f"SDDCNN.{block}.DDCNN.1")
        even = both[..., : both.shape[2] // 2 * 2, : both.shape[3] // 2 * 2]
        shown = np.mean([even[..., row::2, column::2] for row in (0, 1) for column in (0, 1)], axis=0)
        means.append(shown.mean(axis=(2, 3)))
    told = full(np.concatenate(means).T, weights, "frame_sim_layer.projection")
    colors = window.reshape(100, -1, 3) // 32
    counts = np.zeros((100, 8, 8, 8), np.float32)
    for picture, pixels in zip(counts, colors, strict=True):
        np.add.at(picture, tuple(pixels.T), 1)
    parts = [
        likenesses(counts.reshape(100, -1), weights, "color_hist_layer"),
        likenesses(told, weights, "frame_sim_layer"),
        shown.transpose(1, 2, 3, 0).reshape(100, -1),
    ]
    known = np.maximum(0, full(np.concatenate(parts, axis=1), weights, "fc1"))
    heads = [full(known, weights, f"cls_layer{k}") for k in (1, 2)]
    return np.asarray(1 / (1 + np.exp(-np.concatenate(heads, axis=1))), np.float32)


def cell(shown: Array, weights: Mapping[str, Array], layer: str) -> Array:
    height, width = shown.shape[2:]
    beside = np.pad(shown, ((0, 0), (0, 0), (1, 1), (1, 1)))
    branches = []
    for apart in (1, 2, 4, 8):
        kernel = weights[f"{layer}.Conv3D_{apart}.layers.0.weight"][:, :, 0]
        taps = [(y, x) for y in range(3) for x in range(3)]
        seen = sum(np.tensordot(kernel[..., y, x], beside[..., y : y + height, x : x + width], axes=1) for y, x in taps)
        around = np.pad(np.asarray(seen), ((0, 0), (apart, apart), (0, 0), (0, 0)))
        kernel = weights[f"{layer}.Conv3D_{apart}.layers.1.weight"][..., 0, 0]
        branches.append(
            sum(np.tensordot(kernel[..., k], around[:, k * apart : k * apart + 100], axes=1) for k in range(3))
        )
    mean, variance, scale, shift = (
        weights[f"{layer}.bn.{name}"][:, None, None, None] for name in ("running_mean", "running_var", "weight", "bias")
    )
    found = (np.concatenate(branches) - mean) / np.sqrt(variance + np.float32(1e-3)) * scale + shift
    return np.asarray(np.maximum(0, found), np.float32)


def likenesses(vectors: Array, weights: Mapping[str, Array], layer: str) -> Array:
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = np.zeros((100, 101), np.float32)
    for here in range(100):
        for other in range(max(0, here - 50), min(100, here + 51)):
            cosines[here, other - here + 50] = unit[here] @ unit[other]
    return np.maximum(0, full(cosines, weights, f"{layer}.fc"))


def full(given: Array, weights: Mapping[str, Array], layer: str) -> Array:
    return np.asarray(given @ weights[f"{layer}.weight"].T + weights[f"{layer}.bias"], np.float32)


@pytest.mark.slow
def test_the_written_network_computes_what_the_weights_mean(path: Path, sample: Path) -> None:
    window = seen(sample, 540, 640)
    likely = TransNet(path).likely(window)
    assert np.flatnonzero(likely[:, 0] > 0.5).tolist() == [30, 80]
    np.testing.assert_allclose(likely, by_the_book(window, tensors(path)), atol=1e-5)


def test_cuts_are_found_on_their_frames(make: Make) -> None:
    shots = found(film(make, "cuts.mp4", joined(LENGTHS)), TransNetShots())
    assert cut_frames(shots) == CUTS
    assert all(transition.confidence > 0.5 for transition in films.transitions(shots))
    assert shots[0].span.start == 0
    assert shots[-1].span.end == pytest.approx(8.0, abs=0.05)
    for before, after in pairwise(shots):
        assert before.span.end == after.span.start
        assert before.closing is after.opening


@pytest.mark.parametrize("frames", [1, 50, 51, 75])
def test_a_film_of_any_length_has_every_frame_judged(frames: int, make: Make) -> None:
    graph = joined((40, 37, 61))[: -len("[v]")] + f"[all];[all]trim=end_frame={frames}[v]"
    shots = found(film(make, f"short-{frames}.mp4", graph), TransNetShots())
    assert cut_frames(shots) == [cut for cut in (40,) if cut < frames]
    assert shots[-1].span.end == pytest.approx(frames / 25, abs=0.05)


def test_a_dissolve_is_gradual_and_where_the_pictures_are_mixed(make: Make) -> None:
    shots = "mandelbrot=s=640x360:r=25,trim=end_frame=75[a];testsrc2=s=640x360:r=25,trim=end_frame=75[b];"
    graph = f"{shots}[a][b]xfade=transition=fade:duration=1:offset=2,format=yuv420p[v]"
    before, after = found(film(make, "xfade-fade.mp4", graph), TransNetShots())
    assert before.closing is not None
    assert before.closing == after.opening
    assert before.closing.kind == "dissolve"
    assert before.closing.span.start == pytest.approx(2.0, abs=0.4)
    assert before.closing.span.end == pytest.approx(3.0, abs=0.4)


def test_the_cuts_of_a_film_are_found_as_two_detectors_see_them(sample: Path, make: Make) -> None:
    graph = "[0:v]trim=start_frame=540:end_frame=650,settb=1/25,setpts=N,fps=25[v]"
    path = film(make, "hunt.mp4", graph, source=sample)
    cuts = cut_frames(found(path, TransNetShots()))
    assert cuts == [31, 81]
    assert cuts == cut_frames(found(path, BlockMatching()))


def test_the_pictures_reach_the_network_in_the_colors_and_the_shape_that_it_was_trained_on(
    path: Path, sample: Path, make: Make
) -> None:
    graph = "[0:v]trim=start_frame=600:end_frame=650,settb=1/25,setpts=N,fps=25[v]"
    lossless = film(make, "hunter.mkv", graph, "-c:v", "ffv1", source=sample)
    (cut,) = films.transitions(found(lossless, TransNetShots()))
    pictures = seen(lossless, 0, 50)
    window = np.concatenate([pictures[:1].repeat(25, 0), pictures, pictures[-1:].repeat(25, 0)])
    likely = TransNet(path).likely(window)
    assert cut.confidence == pytest.approx(likely[:, 0].max(), abs=0.02)


def test_what_lasts_a_picture_or_two_is_a_cut_and_what_lasts_longer_is_gradual() -> None:
    likely = np.zeros((20, 2), np.float32)
    likely[3] = 0.9, 0.9
    likely[6:8] = (0.6, 0.7), (0.8, 0.7)
    likely[11:15, 1] = 0.8
    likely[12, 0] = 0.7
    likely[17:19, 1] = 0.9
    times = [k / 10 for k in range(21)]
    told = [(each.kind, each.span.start, each.span.end, each.confidence) for each in transitions(times, likely)]
    assert told == [("cut", 0.4, 0.4, 0.9), ("cut", 0.8, 0.8, 0.8), ("dissolve", 1.1, 1.5, 0.7)]
