"""What 521 kinds of sound YAMNet hears, and how surely.

Plakal and Ellis, "YAMNet" (TensorFlow model garden, 2020), trained on AudioSet (Gemmeke et al. 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.analyze.mel import htk_edges, magnitudes, triangles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
STEP_SECONDS = 0.48

_TRANSFORM = 512
_BANDS = 64
_STEP = round(STEP_SECONDS * RATE)
_PATCH_FRAMES = 96
_STEP_FRAMES = 48
# 96 frames of 10 ms, the last of them 25 ms long.
_PATCH = 2 * _STEP + round(0.015 * RATE)
_LOG_OFFSET = 0.001
# The file's own scales: its input is log-mel in bytes, its output log-odds in bytes.
_INPUT_SCALE, _INPUT_ZERO = 0.047937885, 144
_OUTPUT_SCALE, _OUTPUT_ZERO = 0.7565417, 190


def scores(blocks: Iterable[NDArray[np.float32]], model: Path) -> Iterator[NDArray[np.float32]]:
    """One row of 521 scores (0-1, in the order of YAMNet's class map) for each 0.48 s of mono sound at 16 kHz.

    Each is the mean of those of the two patches of 0.96 s that cover it. Blocks may have any length.
    """
    import numpy as np

    network = _network(model)
    before: NDArray[np.float32] | None = None
    for patch in _patches(blocks):
        row = _heard(network, patch)
        yield row if before is None else np.float32(0.5) * (before + row)
        before = row


def _network(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One patch is too little work to share.
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _patches(blocks: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """The log-mel spectra of 0.96 s from each 0.48 s on, as 96 x 64; silence follows the end."""
    import numpy as np

    bank = triangles(htk_edges(125, 7500, _BANDS), RATE, _TRANSFORM)
    rest = np.zeros(0, np.float32)
    for block in blocks:
        rest = np.concatenate([rest, block])
        count = max(0, (len(rest) - _PATCH) // _STEP + 1)
        yield from _cut(rest, count, bank)
        rest = rest[count * _STEP :]
    count = -(-len(rest) // _STEP)
    yield from _cut(np.pad(rest, (0, _PATCH)), count, bank)


def _cut(heard: NDArray[np.float32], count: int, bank: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    import numpy as np

    if count:
        spectra = np.log(magnitudes(heard, RATE, _TRANSFORM) @ bank + _LOG_OFFSET)
        for first in range(0, count * _STEP_FRAMES, _STEP_FRAMES):
            yield spectra[first : first + _PATCH_FRAMES]


def _heard(network: Any, patch: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    coded = np.clip(np.rint(patch / _INPUT_SCALE + _INPUT_ZERO), 0, 255).astype(np.uint8)
    (odds,) = network.run(None, {"audio": coded[None, None]})
    logits = (odds[0].astype(np.float32) - _OUTPUT_ZERO) * _OUTPUT_SCALE
    scores: NDArray[np.float32] = 0.5 + 0.5 * np.tanh(logits / 2)
    return scores
