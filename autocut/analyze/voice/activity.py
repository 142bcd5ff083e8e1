"""Where voice may be: Silero VAD, the network that faster-whisper carries, on a stream of sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
STEP_SAMPLES = 512
STEP = STEP_SAMPLES / RATE
"""Seconds that one probability covers."""
_CONTEXT = 64
_STATE = 128
_BEGINS = 0.5
_ENDS = 0.35
_SHORTEST_PAUSE = 3
_LONGEST = 20.0


class VoiceActivity:
    """Silero VAD v6 (snakers4/silero-vad), which remembers what it heard last."""

    def __init__(self) -> None:
        import faster_whisper
        import numpy as np
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        network = Path(faster_whisper.__file__).with_name("assets") / "silero_vad_v6.onnx"
        self._network = InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        self._state = [np.zeros((1, 1, _STATE), np.float32), np.zeros((1, 1, _STATE), np.float32)]
        self._context = np.zeros(_CONTEXT, np.float32)

    def probabilities(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each 32 ms of the next samples (16 kHz) hold voice, 0-1; a last step is filled with silence."""
        import numpy as np

        heard = np.concatenate([self._context, block, np.zeros(-len(block) % STEP_SAMPLES, np.float32)])
        self._context = heard[-_CONTEXT:]
        steps = np.lib.stride_tricks.sliding_window_view(heard, STEP_SAMPLES + _CONTEXT)[::STEP_SAMPLES]
        found, *self._state = self._network.run(None, {"input": steps, "h": self._state[0], "c": self._state[1]})
        return np.asarray(found, np.float32).ravel()


def stretches(probabilities: Sequence[float] | NDArray[np.float32]) -> tuple[Span, ...]:
    """Where voice begins surely and until it surely ends; one longer than 20 s is parted where it is faintest."""
    found: list[Span] = []
    first, quiet = -1, 0
    for step, probability in enumerate([*probabilities, *[0.0] * _SHORTEST_PAUSE]):
        if first < 0:
            first, quiet = (step if probability >= _BEGINS else -1), 0
            continue
        quiet = quiet + 1 if probability < _ENDS else 0
        if quiet >= _SHORTEST_PAUSE:
            found.extend(_parted(probabilities, first, step + 1 - quiet))
            first = -1
    return tuple(found)


def _parted(probabilities: Sequence[float] | NDArray[np.float32], first: int, end: int) -> list[Span]:
    longest = int(_LONGEST / STEP)
    if end - first <= longest:
        return [Span(first * STEP, end * STEP)]
    part = min(range(first + longest // 2, min(first + longest, end - 1)), key=lambda step: probabilities[step])
    return [Span(first * STEP, part * STEP), *_parted(probabilities, part, end)]
