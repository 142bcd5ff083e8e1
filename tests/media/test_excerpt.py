"""A stretch of sound that is found by seeking is the same as that of the whole, to the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autocut.errors import InputError
from autocut.media.excerpt import excerpt
from autocut.media.probe import probe
from autocut.media.samples import samples
from autocut.model.span import Span
from tests.media.sources import CODING, X264, picture

Make = Callable[..., Path]
SWEEP = ("-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*(200*t+40*t*t))':s=48000:d=6")


@pytest.mark.parametrize("name", ["excerpt.mp4", "excerpt.mkv"])
@pytest.mark.parametrize("span", [Span(0.0, 1.0), Span(2.345, 2.9), Span(5.2, 5.9), Span(0.3, 5.5)])
def test_a_stretch_is_that_of_the_whole(name: str, span: Span, make: Make) -> None:
    path = make(name, *picture(6), *SWEEP, *(CODING if name.endswith("mp4") else (*X264, "-c:a", "flac")))
    master = probe(path)
    assert master.sound is not None
    for rate in (16_000, 48_000):
        whole = samples(master, rate)[round(span.start * rate) : round(span.end * rate)]
        found = excerpt(path, master.tracks, span, rate)
        assert len(found) == round(span.duration * rate)
        # Millisecond times of Matroska and the edges of resampling leave a little.
        size = min(len(whole), len(found))
        late = abs(np.correlate(found[:size], whole[:size], "full").argmax() - (size - 1))
        assert late <= rate / 1000
        assert np.sqrt(np.mean(found**2)) == pytest.approx(np.sqrt(np.mean(whole**2)), rel=0.02)


def test_before_and_after_the_sound_it_is_silent(make: Make) -> None:
    late = ("-itsoffset", "1", *SWEEP, "-map", "0:v", "-map", "1:a")
    path = make("excerpt-late.mkv", *picture(9), *late, *X264, "-c:a", "flac")
    assert np.abs(excerpt(path, (), Span(0.0, 0.9), 16_000)).max() < 1e-3
    assert np.abs(excerpt(path, (), Span(1.1, 2.0), 16_000)).max() > 0.4
    assert np.abs(excerpt(path, (), Span(7.5, 8.5), 16_000)).max() == 0


def test_a_file_without_sound_is_refused(make: Make) -> None:
    with pytest.raises(InputError, match=r"excerpt-silent\.mkv"):
        excerpt(make("excerpt-silent.mkv", *picture(2), *X264), (), Span(0.0, 1.0), 16_000)
