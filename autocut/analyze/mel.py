"""Spectra of sound on the mel scale, the way that networks want to hear it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HOP_SECONDS = 0.01
_WINDOW_SECONDS = 0.025


def magnitudes(heard: NDArray[np.float32], rate: int, size: int) -> NDArray[np.float32]:
    """The magnitude spectrum of each 25 ms of `heard` under a Hann window, every 10 ms, as frames x (size/2 + 1).

    `size` is the length of the transform, of 25 ms or more. Less than 25 ms at the end is left out.
    """
    import numpy as np

    length = round(_WINDOW_SECONDS * rate)
    window = np.hanning(length + 1)[:-1].astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(heard, length)[:: round(_HOP_SECONDS * rate)]
    return np.abs(np.fft.rfft(frames * window, size)).astype(np.float32)


def triangles(edges: NDArray[np.float64], rate: int, size: int) -> NDArray[np.float32]:
    """A bank of triangular filters, (size/2 + 1) x bands: band k rises from edge k to k + 1 and falls to k + 2 (Hz)."""
    import numpy as np

    bins = np.linspace(0, rate / 2, size // 2 + 1)[:, None]
    low, peak, high = edges[:-2], edges[1:-1], edges[2:]
    return np.maximum(0, np.minimum((bins - low) / (peak - low), (high - bins) / (high - peak))).astype(np.float32)


def htk_edges(low: float, high: float, bands: int) -> NDArray[np.float64]:
    """The edges of `bands` filters in Hz, even on the mel scale of the HTK book (2595 log10(1 + f/700))."""
    import numpy as np

    mels = np.linspace(math.log1p(low / 700), math.log1p(high / 700), bands + 2)
    return 700 * np.expm1(mels)


def slaney_edges(high: float, bands: int) -> NDArray[np.float64]:
    """The edges of `bands` filters in Hz, from 0, even on the mel scale of Slaney's Auditory Toolbox (1998).

    It is linear up to 1 kHz, which is 15 mels, and logarithmic above, where 27 mels are a factor of 6.4.
    """
    import numpy as np

    step = math.log(6.4) / 27
    top = high * 3 / 200 if high < 1000 else 15 + math.log(high / 1000) / step
    mels = np.linspace(0, top, bands + 2)
    return np.where(mels < 15, mels * 200 / 3, 1000 * np.exp(step * (mels - 15)))
