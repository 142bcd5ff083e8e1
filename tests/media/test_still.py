from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from autocut.media.probe import probe
from autocut.media.still import still
from tests.render.pictures import gray


def test_a_still_is_the_picture_that_players_show_blocks_smoothed(make: Callable[..., Path], sample: Path) -> None:
    coarse = ("-ss", "20", "-t", "4", "-i", str(sample), "-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", "40")
    path = make("still-coarse.mp4", *coarse)
    master = probe(path)
    shown = gray(path)[72].astype(float)
    found = still(master, float(72 / master.video.frame_rate), master.size.width)
    assert found.time == float(72 / master.video.frame_rate)
    luma = found.image.astype(float) @ [0.114, 0.587, 0.299]
    # `gray` is in video range.
    assert np.abs(luma * 219 / 255 + 16 - shown).mean() < 2.0
