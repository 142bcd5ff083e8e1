"""Weights are read without torch, and nothing in their file is run."""

from __future__ import annotations

import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autocut.analyze.torch_file import tensors
from autocut.media.run import finish
from autocut.weights import find


def test_the_tensors_of_the_voice_encoder_have_their_shapes_and_differ() -> None:
    found = tensors(finish(find("ge2e", offline=False)), "model_state")
    assert found["lstm.weight_ih_l0"].shape == (1024, 40)
    assert found["lstm.weight_hh_l2"].shape == (1024, 256)
    assert found["linear.bias"].shape == (256,)
    assert all(each.dtype == np.float32 and np.isfinite(each).all() for each in found.values())
    # The cosines' own scale and shift, which are positive and negative (the paper, equation 5).
    assert found["similarity_weight"].item() > 1
    assert found["similarity_bias"].item() == pytest.approx(-4.1807, abs=1e-3)
    layers = [found[f"lstm.weight_hh_l{k}"] for k in range(3)]
    assert not np.array_equal(layers[0], layers[1])
    assert not np.array_equal(layers[1], layers[2])


def test_the_tensors_of_a_zip_have_their_shapes_and_its_counters_are_left_out() -> None:
    found = tensors(finish(find("transnetv2", offline=False)))
    assert found["fc1.weight"].shape == (1024, 4864)
    assert found["SDDCNN.2.DDCNN.1.Conv3D_8.layers.1.weight"].shape == (64, 128, 3, 1, 1)
    assert all(each.dtype == np.float32 and np.isfinite(each).all() for each in found.values())
    assert not any(name.endswith("num_batches_tracked") for name in found)
    # What a batch normalization divides by is a variance.
    variances = [each for name, each in found.items() if name.endswith("running_var")]
    assert len(variances) == 6
    assert all((each > 0).all() for each in variances)


_SHARED = """\
(dVa
ctorch._utils
_rebuild_tensor_v2
((Vstorage
ctorch
FloatStorage
V0
Vcpu
I5
tQI0
(I2
t(I1
ttRsVb
ctorch._utils
_rebuild_tensor_v2
((Vstorage
ctorch
FloatStorage
V0
Vcpu
I5
tQI2
(I3
t(I1
ttRs."""
"""What torch saves of {"a": whole[:2], "b": whole[2:]}, as a pickle of protocol 0."""


def test_tensors_that_share_a_storage_are_those_of_their_places(tmp_path: Path) -> None:
    path = tmp_path / "weights.pth"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", _SHARED)
        archive.writestr("archive/data/0", np.arange(5, dtype="<f4").tobytes())
    found = tensors(path)
    assert {name: each.tolist() for name, each in found.items()} == {"a": [0, 1], "b": [2, 3, 4]}


class _Harm:
    def __init__(self, call: Callable[..., object], *arguments: str) -> None:
        self.told = (call, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, ...]]:
        return self.told


@pytest.mark.parametrize("place", range(5))
def test_a_file_that_would_call_something_is_refused(place: int, tmp_path: Path) -> None:
    parts: list[object] = [119547037146038801333356, 1001, {}, {"model_state": {}}, []]
    parts[place] = _Harm(os.mkdir, str(tmp_path / "harm"))
    path = tmp_path / "weights.pt"
    path.write_bytes(b"".join(pickle.dumps(part, 2) for part in parts))
    with pytest.raises(pickle.UnpicklingError, match="mkdir has no place among weights"):
        tensors(path, "model_state")
    assert not (tmp_path / "harm").exists()


def test_a_zip_that_would_call_something_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.pth"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({"weight": _Harm(os.mkdir, str(tmp_path / "harm"))}, 2))
    with pytest.raises(pickle.UnpicklingError, match="mkdir has no place among weights"):
        tensors(path)
    assert not (tmp_path / "harm").exists()
