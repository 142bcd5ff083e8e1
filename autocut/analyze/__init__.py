"""Look, listen, read and deduce: each detector fills one field of Analysis. `detector.py` says how to add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autocut.analyze.appearance import Looks
from autocut.analyze.bars import Bars
from autocut.analyze.beats import Beats
from autocut.analyze.black import Black
from autocut.analyze.detector import Detector
from autocut.analyze.frozen import Frozen
from autocut.analyze.loudness import LoudnessMeter
from autocut.analyze.motion import Motion
from autocut.analyze.reading import Feelings, Meanings, Reactions
from autocut.analyze.shots import shot_detector
from autocut.analyze.sounds import Silence, Sounds
from autocut.analyze.speakers import Speakers
from autocut.analyze.speech import Speech
from autocut.analyze.subjects import FaceBoxes, Figures, Mouths, Movers, Subjects
from autocut.analyze.voice import Voice
from autocut.analyze.writing import Writing
from autocut.model.preset import AnalysisSettings

DETECTORS: Mapping[str, Callable[[AnalysisSettings], Detector | None]] = {
    "shots": shot_detector,
    "voice": lambda _: Voice(),
    "transcript": lambda settings: Speech(settings.model, settings.language) if settings.speech else None,
    "meanings": lambda _: Meanings(),
    "feelings": lambda _: Feelings(),
    "reactions": lambda _: Reactions(),
    "turns": lambda settings: Speakers() if settings.speakers else None,
    "loudness": lambda _: LoudnessMeter(),
    "silence": lambda _: Silence(),
    "sounds": lambda settings: Sounds() if settings.sounds else None,
    "beats": lambda settings: Beats() if settings.sounds else None,
    "motion": lambda _: Motion(),
    "faces": lambda settings: FaceBoxes() if settings.faces else None,
    "people": lambda settings: Figures() if settings.faces else None,
    "movers": lambda _: Movers(),
    "mouths": lambda settings: Mouths() if settings.faces else None,
    "subjects": lambda _: Subjects(),
    "text": lambda settings: Writing() if settings.text else None,
    "appearance": lambda _: Looks(),
    "frozen": lambda _: Frozen(),
    "picture_area": lambda _: Bars(),
    "black": lambda _: Black(),
}
