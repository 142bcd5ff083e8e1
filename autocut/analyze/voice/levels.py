"""How loud a sound is from moment to moment, for telling voice from pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 0.01
"""Seconds that one level covers."""
FLOOR = -100.0
"""The level of digital silence, in dB."""


def levels(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """The power of each 10 ms in dB of full scale, at least FLOOR; a rest shorter than that is left out.

    The sound is differenced first, which takes off hum and rumble and brings out consonants.
    """
    import numpy as np

    length = round(rate * STEP)
    sharp = np.diff(samples, prepend=samples[:1])
    parts = sharp[: len(sharp) // length * length].reshape(-1, length)
    power = np.einsum("ij,ij->i", parts, parts) / length
    return np.asarray(np.maximum(10 * np.log10(power + 1e-10), FLOOR), np.float32)
