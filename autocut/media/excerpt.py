"""A short stretch of a file's sound, found by seeking: the rest is not decoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.errors import InputError
from autocut.media.samples import decoded, mixed
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The first block after a seek lacks the one that it overlaps with.
_EARLIER_SECONDS = 0.5


def excerpt(path: Path, tracks: Sequence[int], span: Span, rate: int) -> NDArray[np.float32]:
    """The span (seconds from the file's start) mixed to mono, float32 at `rate` Hz, silence where there is no sound.

    `tracks` are the indices of one stream, or of a left and a right one; without any the first is heard. Packets that
    are damaged are passed over; raises InputError where the file cannot be read.
    """
    sides = [_excerpt(path, track, span, rate) for track in tracks or (None,)]
    return mixed(*sides) if len(sides) > 1 else sides[0]


def _excerpt(path: Path, track: int | None, span: Span, rate: int) -> NDArray[np.float32]:
    import av
    import numpy as np

    filled = np.zeros(round(span.duration * rate), np.float32)
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0] if track is None else container.streams[track]
            origin = (container.start_time or 0) * 1e-6
            sought = span.start - _EARLIER_SECONDS
            # A seek to the beginning would leave out the block before it.
            if sought > 0:
                container.seek(int((sought + origin) / stream.time_base), stream=stream)
            for time, mono in _mono(container, stream, span.end + origin, rate):
                first = round((time - origin - span.start) * rate)
                begin, end = max(first, 0), min(first + len(mono), len(filled))
                if begin < end:
                    filled[begin:end] = mono[begin - first : end - first]
    except (av.FFmpegError, IndexError) as error:
        raise InputError(f"the sound of {path.name} cannot be decoded") from error
    return filled


def _mono(container: Any, stream: Any, end: float, rate: int) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Pieces up to `end` with the time of the first sample of each, by the stream's clock."""
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    begins: float | None = None
    count = 0
    for frame in decoded(container, stream):
        if frame.time is None or frame.time >= end:
            break
        begins = frame.time if begins is None else begins
        for mono in resampler.resample(frame):
            samples = mono.to_ndarray()[0]
            yield begins + count / rate, samples
            count += len(samples)
    for mono in resampler.resample(None) if begins is not None else ():
        yield (begins or 0.0) + count / rate, mono.to_ndarray()[0]
