"""Look and listen: each detector fills one field of Analysis. `detector.py` says how to add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autocut.analyze.bars import Bars
from autocut.analyze.black import Black
from autocut.analyze.detector import Listening, Looking
from autocut.analyze.faces import FaceBoxes
from autocut.analyze.loudness import MomentaryLoudness
from autocut.analyze.motion import Motion
from autocut.analyze.shots import Shots
from autocut.analyze.speech import Speech
from autocut.model.preset import AnalysisSettings

DETECTORS: Mapping[str, Callable[[AnalysisSettings], Looking | Listening | None]] = {
    "shots": lambda settings: Shots(settings.shots),
    "transcript": lambda settings: Speech(settings.model, settings.language) if settings.speech else None,
    "loudness": lambda _: MomentaryLoudness(),
    "motion": lambda _: Motion(),
    "faces": lambda settings: FaceBoxes() if settings.faces else None,
    "picture_area": lambda _: Bars(),
    "black": lambda _: Black(),
}
