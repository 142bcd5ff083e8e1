"""Each piece of speech to one of the voices that the long pieces tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autocut.analyze.speakers.clusters import clustered
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TELLING_SECONDS = 1.2
# The table of their cosines is what grows with the master: 16 MB and as much again.
_MOST_CLUSTERED = 2000


def voices(
    spoken: Sequence[Span], sums: NDArray[np.float32], counts: NDArray[np.int64], most: int = _MOST_CLUSTERED
) -> list[int]:
    """The number of each piece's voice, for `clustered`'s sums and counts of vectors, one or more.

    The pieces of 1.2 s and more, the `most` longest of them, or where there are none the longest at all, say which
    voices there are; each of the rest has the voice that it is nearest to.
    """
    import numpy as np

    longest = sorted(range(len(spoken)), key=lambda k: -spoken[k].duration)[:most]
    telling = sorted(k for k in longest if spoken[k].duration >= _TELLING_SECONDS) or sorted(longest)
    found = clustered(sums[telling], counts[telling])
    known = dict(zip(telling, found, strict=True))
    members = [[k for k in telling if known[k] == voice] for voice in range(max(found) + 1)]
    means = np.stack([sums[chosen].sum(axis=0) / counts[chosen].sum() for chosen in members])
    nearest = (sums @ means.T).argmax(axis=1).tolist()
    return [known.get(k, voice) for k, voice in enumerate(nearest)]
