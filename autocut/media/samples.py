"""Sound as mono samples on master time, in blocks: memory does not grow with its length."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from autocut.errors import InputError
from autocut.media.recording import Recording
from autocut.model.media import Master

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GAP_SECONDS = 0.02
_OVERLAP_SECONDS = 1.0
_SILENCE_SECONDS = 1.0


def sound(master: Master, rate: int, seconds: float) -> Iterator[NDArray[np.float32]]:
    """The heard tracks of the master, as `heard`, two of them mixed; nothing where the master has none."""
    own = [heard(Recording(master.path, index, master.duration), rate, seconds) for index in master.tracks]
    if len(own) < 2:
        yield from chain(*own)
        return
    left, right = own
    for block in left:
        yield mixed(block, next(right, block[:0]))


def heard(recording: Recording, rate: int, seconds: float) -> Iterator[NDArray[np.float32]]:
    """The sound mixed to mono, float32 in [-1, 1] at `rate` Hz, in blocks of `seconds`, the last shorter.

    Sample k of all blocks together is the time k / rate: a late start and gaps are silence, what overlaps is left
    out. Ends with the sound. Packets that are damaged are passed over; raises InputError where decoding stops
    altogether.
    """
    import numpy as np

    length = max(1, round(seconds * rate))
    pieces: list[NDArray[np.float32]] = []
    held = 0
    for piece in _placed(recording, rate):
        pieces.append(piece)
        held += len(piece)
        while held >= length:
            joined = np.nan_to_num(np.concatenate(pieces))
            yield joined[:length]
            pieces, held = [joined[length:]], held - length
    if held:
        yield np.nan_to_num(np.concatenate(pieces))


def mixed(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Both as mono, each 3 dB down, as a stereo track is mixed; as long as the left."""
    import numpy as np

    beside = np.zeros_like(left)
    beside[: len(right)] = right[: len(left)]
    return (left + beside) * np.float32(math.sqrt(0.5))


def samples(master: Master, rate: int) -> NDArray[np.float32]:
    """All of the `sound` in one array."""
    import numpy as np

    return np.concatenate([np.zeros(0, np.float32), *sound(master, rate, 10.0)])


def _placed(recording: Recording, rate: int) -> Iterator[NDArray[np.float32]]:
    """Pieces of sound and silence that follow one another without a gap from time zero on."""
    import av

    last = math.ceil(recording.duration * rate)
    filled = 0
    try:
        with av.open(str(recording.path)) as container:
            for time, mono in _mono(container, recording.index, rate):
                due = filled if time is None else round(time * rate)
                for silence in _silences(min(due, last) - filled, rate):
                    yield silence
                    filled += len(silence)
                kept = mono[_overlap(filled - due, rate) :]
                yield kept
                filled += len(kept)
    except av.FFmpegError as error:
        raise InputError(f"the sound of {recording.path.name} cannot be decoded: {error.strerror}") from error


def _silences(missing: int, rate: int) -> Iterator[NDArray[np.float32]]:
    """Zeros for as many samples as are missing, if that is more than timestamps are rounded by."""
    import numpy as np

    if missing > _GAP_SECONDS * rate:
        whole, rest = divmod(missing, round(_SILENCE_SECONDS * rate))
        yield from (np.zeros(round(_SILENCE_SECONDS * rate), np.float32) for _ in range(whole))
        yield np.zeros(rest, np.float32)


def _overlap(doubled: int, rate: int) -> int:
    """How many samples are heard already; a jump far back is a new beginning of the clock, not an overlap."""
    return doubled if _GAP_SECONDS * rate < doubled < _OVERLAP_SECONDS * rate else 0


def _mono(container: Any, index: int, rate: int) -> Iterator[tuple[float | None, NDArray[np.float32]]]:
    """Each frame's master time, None where it follows the last, and its samples, mixed and resampled."""
    import av

    origin = (container.start_time or 0) * 1e-6
    resampler, form = av.AudioResampler(), None
    for frame in chain(decoded(container, container.streams[index]), [None]):
        time = None if frame is None or frame.time is None else frame.time - origin
        if form != (form := frame and (frame.format.name, frame.layout.name, frame.sample_rate)):
            for mono in resampler.resample(None):
                yield None, mono.to_ndarray()[0]
            resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        for mono in resampler.resample(frame):
            yield time, mono.to_ndarray()[0]
            time = None


def decoded(container: Any, stream: Any) -> Iterator[Any]:
    """The frames that can be decoded; nothing else is read from the file, where its format allows that."""
    import av

    stream.thread_type = "AUTO"
    for other in container.streams:
        if other.index != stream.index:
            other.discard = av.stream.Discard.all
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue
