"""Speech, music, laughter, applause and noise, by YAMNet."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from autocut.analyze.detector import Listening
from autocut.analyze.sounds.stretches import Rule, level, stretches
from autocut.analyze.sounds.yamnet import RATE, STEP_SECONDS, scores
from autocut.media.samples import sound
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sound import Sound, SoundKind

_BLOCK_SECONDS = 30.0
_CLASSES = 521


_SPEECH = (0, 1, 2, 3, 4, 5, 12)
_LAUGHTER = tuple(range(13, 19))
# Hands, clapping, cheering and applause.
_APPLAUSE = (56, 58, 61, 62)
# Singing counts as music.
_MUSIC = (*range(24, 33), *range(132, 277))
# Silence, tones and effects, rooms, and the words for noise that fit any recording.
_NOTHING = (*range(494, 519), 520)
_NOISE = tuple(sorted(set(range(_CLASSES)) - {*_SPEECH, *_LAUGHTER, *_APPLAUSE, *_MUSIC, *_NOTHING}))

_RULES: Mapping[SoundKind, Rule] = {
    "speech": Rule(_SPEECH, "max", 3, 0.5, 0.25),
    "music": Rule(_MUSIC, "max", 5, 0.3, 0.15),
    "noise": Rule(_NOISE, "max", 3, 0.3, 0.15),
    "laughter": Rule(_LAUGHTER, "sum", 3, 0.2, 0.1),
    "applause": Rule(_APPLAUSE, "sum", 3, 0.2, 0.1),
}


@dataclass(frozen=True, slots=True)
class Sounds(Listening):
    """Stretches of each kind of sound, to half a second; kinds overlap where they are heard at once.

    Used only where YAMNet was pulled, because its package states no licence.
    """

    does: ClassVar[str] = "telling sounds apart"
    version: ClassVar[int] = 1
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "skip"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "yamnet"

    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, tuple[Sound, ...]]:
        """The stretches, in order of time."""
        assert model is not None
        levels: dict[SoundKind, list[float]] = {kind: [] for kind in _RULES}
        for count, row in enumerate(scores(sound(master, RATE, _BLOCK_SECONDS), model)):
            for kind, rule in _RULES.items():
                levels[kind].append(level(row, rule))
            yield min(1.0, count * STEP_SECONDS / master.duration)
        found = [
            Sound(span.clipped(master.span), kind, confidence)
            for kind, rule in _RULES.items()
            for span, confidence in stretches(levels[kind], rule, STEP_SECONDS)
        ]
        return tuple(sorted(found, key=lambda sound: (sound.span, sound.kind)))
