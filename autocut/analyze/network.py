"""Networks in ONNX form for detectors of pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# A second one burns a fifth more for networks so small; the decoder has the other cores.
_THREADS = 1
_ERRORS_ALONE = 3


def onnx_network(model: Path | bytes) -> Any:
    """A session of onnxruntime on the processor, from a file or its bytes; it needs two thirds of OpenCV's time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = _ERRORS_ALONE
    given = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(given, options, ["CPUExecutionProvider"])
