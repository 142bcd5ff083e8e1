"""Voices as vectors: those of one person point the same way.

Wan et al., "Generalized End-to-End Loss for Speaker Verification", 2018 (arXiv:1710.10467), with the weights and
the front end of Resemblyzer 0.1.4 (Resemble AI).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.analyze.mel import magnitudes, slaney_edges, triangles
from autocut.analyze.onnx_file import Node, onnx_file
from autocut.analyze.torch_file import tensors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
WINDOW_SECONDS = 1.6

_TRANSFORM = 400
_BANDS = 40
_UNITS = 256
_LAYERS = 3
_FRAMES = 160
_LEVEL_DB = -30.0


class Encoder:
    """Three layers of long short-term memory over 1.6 s of sound, and a projection of what they know at its end."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Its steps are too small to share.
        options.intra_op_num_threads = 1
        network = _network(tensors(path, "model_state"))
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def vectors(self, windows: NDArray[np.float32]) -> NDArray[np.float32]:
        """One vector of length 1, of 256 numbers, for each window (windows x 160 x 40)."""
        (found,) = self._session.run(None, {"windows": windows.transpose(1, 0, 2)})
        vectors: NDArray[np.float32] = found
        return vectors


def _network(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    import numpy as np

    constants: dict[str, NDArray[Any]] = {"projection": weights["linear.weight"], "shift": weights["linear.bias"]}
    nodes, heard = [], "windows"
    for k in range(_LAYERS):
        constants |= _layer(weights, k)
        names = [heard, f"of_input_{k}", f"of_memory_{k}", f"bias_{k}"]
        nodes.append(Node("LSTM", names, [f"told_{k}", f"last_{k}"], {"hidden_size": _UNITS}))
        nodes.append(Node("Squeeze", [f"told_{k}", "direction"], [f"heard_{k}"]))
        heard = f"heard_{k}"
    nodes += [
        Node("Squeeze", [f"last_{_LAYERS - 1}", "first"], ["last"]),
        Node("Gemm", ["last", "projection", "shift"], ["projected"], {"transB": 1}),
        Node("Relu", ["projected"], ["raised"]),
        Node("LpNormalization", ["raised"], ["vectors"], {"axis": 1, "p": 2}),
    ]
    constants |= {"direction": np.array([1]), "first": np.array([0])}
    return onnx_file(nodes, constants, {"windows": (_FRAMES, "windows", _BANDS)}, {"vectors": ("windows", _UNITS)})


def _layer(weights: Mapping[str, NDArray[np.float32]], k: int) -> dict[str, NDArray[Any]]:
    """A layer's constants: torch has its gates as input, forget, cell, output, ONNX as input, output, forget, cell."""
    import numpy as np

    def ordered(name: str) -> NDArray[np.float32]:
        gate_in, forget, cell, gate_out = np.split(weights[f"lstm.{name}_l{k}"], 4)
        return np.concatenate([gate_in, gate_out, forget, cell])[None]

    return {
        f"of_input_{k}": ordered("weight_ih"),
        f"of_memory_{k}": ordered("weight_hh"),
        f"bias_{k}": np.concatenate([ordered("bias_ih"), ordered("bias_hh")], axis=1),
    }


def mel_windows(heard: NDArray[np.float32], most: int) -> NDArray[np.float32]:
    """Up to `most` windows of 1.6 s, evenly over mono sound at 16 kHz, as windows x 160 x 40.

    They overlap by half where `most` allows that. Sound that is shorter fills one, with silence behind.
    Quiet sound is brought to -30 dB first, as Resemblyzer does.
    """
    import numpy as np

    edges = slaney_edges(RATE / 2, _BANDS)
    bank = triangles(edges, RATE, _TRANSFORM) * (2 / (edges[2:] - edges[:-2])).astype(np.float32)
    padded = np.pad(_louder(heard), _TRANSFORM // 2)
    mels = magnitudes(padded, RATE, _TRANSFORM) ** 2 @ bank
    mels = np.pad(mels, ((0, max(0, _FRAMES - len(mels))), (0, 0)))
    last = len(mels) - _FRAMES
    count = min(most, 1 + round(last / (_FRAMES / 2)))
    starts = [last // 2] if count == 1 else [round(last * k / (count - 1)) for k in range(count)]
    return np.stack([mels[start : start + _FRAMES] for start in starts])


def _louder(heard: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    power = float(np.mean(np.square(heard))) if len(heard) else 0.0
    wanted = 10 ** (_LEVEL_DB / 10)
    return heard * np.float32((wanted / power) ** 0.5) if 0 < power < wanted else heard
