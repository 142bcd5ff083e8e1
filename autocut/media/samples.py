"""A master's sound as mono samples on master time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autocut.errors import InputError
from autocut.model.media import Master

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GAP = 0.02


def samples(master: Master, rate: int) -> NDArray[np.float32]:
    """The heard track mixed to mono, float32 in [-1, 1] at `rate` Hz; index k is the time k / rate.

    Gaps and a late start are silence, so that times hold. Empty where the master has no sound.
    Raises InputError where the track cannot be decoded.
    """
    import av
    import numpy as np

    if master.sound is None:
        return np.zeros(0, np.float32)
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    pieces: list[NDArray[np.float32]] = []
    filled = 0
    try:
        with av.open(str(master.path)) as container:
            stream = container.streams[master.sound.index]
            stream.thread_type = "AUTO"
            origin = (container.start_time or 0) * 1e-6
            for frame in container.decode(stream):
                start = filled / rate if frame.time is None else frame.time - origin
                gap = round((start - filled / rate) * rate)
                if gap > _GAP * rate:
                    pieces.append(np.zeros(gap, np.float32))
                    filled += gap
                for mono in resampler.resample(frame):
                    pieces.append(mono.to_ndarray()[0])
                    filled += mono.samples
            pieces.extend(mono.to_ndarray()[0] for mono in resampler.resample(None))
    except av.FFmpegError as error:
        raise InputError(f"the sound of {master.path.name} cannot be decoded: {error.strerror}") from error
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
