"""A swear word of the master is not heard in its version, and all around it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.lexicons import lexicon
from autocut.media.probe import probe
from autocut.model.analysis import Analysis
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from tests.builders import a_transcript, an_utterance
from tests.render.pictures import heard
from tests.render.versions import full_preset, rendered
from tests.speech import TWO_CITIES

RATE = 48_000
SAID = a_transcript(an_utterance("It was", 0.0, 2.0), an_utterance("damn", 2.4, 3.0), an_utterance("good.", 3.4, 5.0))


def levels(samples: NDArray[np.float32], start: float, end: float) -> float:
    """The root mean square of what is heard between the times."""
    return float(np.sqrt(np.mean(samples[:, round(start * RATE) : round(end * RATE)] ** 2)))


def pitch(samples: NDArray[np.float32], start: float, end: float) -> float:
    """The loudest frequency between the times, in Hz."""
    heard_there = samples[0, round(start * RATE) : round(end * RATE)]
    return float(np.argmax(np.abs(np.fft.rfft(heard_there))) / (end - start))


@pytest.mark.parametrize("wanted", ["keep", "mute", "beep"])
def test_a_swear_word_is_muted_or_beeped(make: Callable[..., Path], tmp_path: Path, wanted: str) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=5")
    master = probe(make("swears.mp4", *picture, "-i", str(TWO_CITIES), "-t", "5", "-c:v", "libx264", "-c:a", "aac"))
    footage = Footage(master, Analysis(transcript=SAID), lexicon("en"))
    (version,) = plan(footage, [], full_preset(f"edit.profanity={wanted}"))
    samples = heard(rendered(version, master, tmp_path))
    before, word, after = levels(samples, 1.0, 2.2), levels(samples, 2.45, 2.95), levels(samples, 3.2, 4.5)
    assert min(before, after) > 0.02
    if wanted == "mute":
        assert word < 1e-4
    else:
        assert word > 0.02
        assert (pitch(samples, 2.45, 2.95) == pytest.approx(1000, abs=2)) == (wanted == "beep")
    read = " ".join(line for cue in version.cues for line in cue.lines)
    assert ("damn" in read) == (wanted == "keep")
    assert ("d***" in read) == (wanted != "keep")
