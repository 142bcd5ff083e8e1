"""Where music has its beats."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from autocut.analyze.compiling import give_room_to_numba
from autocut.analyze.detector import Listening
from autocut.media.recording import Recording
from autocut.media.samples import heard, sound
from autocut.model.analysis import Analysis
from autocut.model.brought import Tune
from autocut.model.media import Master
from autocut.model.span import Span, united

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RATE = 22_050
_BLOCK_SECONDS = 10.0
# A stretch is followed in windows of so many blocks, each of which begins with the last block of the one before.
_BLOCKS = 4
_SHORTEST_SECONDS = 4.0
_NEAREST_SECONDS = 0.2
_TRANSFORM, _HOP = 1024, 256
_MEL_BANDS = 128
# The bands up to about 250 Hz, where drums and basses are.
_LOW_BANDS = 12
# The flux is greatest when a stroke fills half the transform; measured on made strokes.
_LATE_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Beats(Listening):
    """Times of beats where there is music, in seconds of master time, by librosa's beat tracker.

    Ellis 2007, "Beat tracking by dynamic programming", on the spectral flux of all bands and of the low ones.
    """

    does: ClassVar[str] = "finding beats"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("sounds",)

    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, tuple[float, ...]]:
        """The times, in order; none where no music was heard."""
        music = united(each.span for each in known.sounds if each.kind == "music")
        if not music:
            return ()
        return (yield from _beats(sound(master, _RATE, _BLOCK_SECONDS), music, master.duration))


def tune(recording: Recording) -> Generator[float, None, Tune]:
    """The recording with its beats, in seconds from its start, yielding the share done (0-1)."""
    blocks = heard(recording, _RATE, _BLOCK_SECONDS)
    beats = yield from _beats(blocks, (Span(0.0, recording.duration),), recording.duration)
    return Tune(str(recording.path), recording.duration, beats)


def _beats(
    blocks: Iterable[NDArray[np.float32]], music: Sequence[Span], duration: float
) -> Generator[float, None, tuple[float, ...]]:
    found: list[float] = []
    for start, window in _windows(blocks):
        own = Span(start, start + len(window) / _RATE)
        for stretch in (span.clipped(own) for span in music if span.overlap(own) >= _SHORTEST_SECONDS):
            first, last = (round((time - start) * _RATE) for time in (stretch.start, stretch.end))
            new = [stretch.start + beat for beat in _tracked(window[first:last])]
            found.extend(round(beat, 3) for beat in new if not found or beat > found[-1] + _NEAREST_SECONDS)
        yield min(1.0, own.end / duration)
    return tuple(found)


def _windows(blocks: Iterable[NDArray[np.float32]]) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Windows of several blocks and the second at which each starts; neighbours share one block."""
    import numpy as np

    held: list[NDArray[np.float32]] = []
    start = 0.0
    for block in blocks:
        held.append(block)
        if len(held) == _BLOCKS:
            yield start, np.concatenate(held)
            start += _BLOCK_SECONDS * (_BLOCKS - 1)
            held = held[-1:]
    if len(held) > 1 or start == 0.0:
        yield start, np.concatenate([np.zeros(0, np.float32), *held])


def _tracked(samples: NDArray[np.float32]) -> list[float]:
    """Seconds from the first sample to each beat."""
    give_room_to_numba()
    import numpy as np
    from librosa.beat import beat_track
    from librosa.onset import onset_strength_multi

    flux = onset_strength_multi(
        y=samples, sr=_RATE, n_fft=_TRANSFORM, hop_length=_HOP, channels=[0, _LOW_BANDS, _MEL_BANDS]
    )
    spreads = np.std(flux, axis=1, keepdims=True)
    if not spreads.any():
        return []
    pulse = (flux / np.maximum(spreads, np.finfo(np.float32).tiny)).sum(axis=0)
    _, frames = beat_track(onset_envelope=pulse, sr=_RATE, hop_length=_HOP, trim=False)
    return [max(0.0, float(frame) * _HOP / _RATE - _LATE_SECONDS) for frame in frames]
