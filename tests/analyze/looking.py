"""Detectors of pictures run as the pipeline runs them, and pictures to show them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.analyze.analyze import analyze
from autocut.analyze.detector import Detector
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from tests.conftest import SAMPLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QUICK = ("-preset", "ultrafast", "-crf", "16")


def look(detector: Detector, path: Path, known: Analysis = Analysis()) -> Any:
    """What the detector finds in the file."""
    return finish(analyze(probe(path), [detector], known, offline=False)).found[detector]


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    both = max(0.0, wide) * max(0.0, high)
    return both / (one.area + other.area - both)


@cache
def still(seconds: float) -> NDArray[np.uint8]:
    """The sample's picture at that time, BGR of shape (720, 1280, 3)."""
    import av

    with av.open(str(SAMPLE)) as container:
        container.seek(int(seconds * 1e6))
        pictures = container.decode(video=0)
        return next(each.to_ndarray(format="bgr24") for each in pictures if each.time >= seconds - 1e-3)
