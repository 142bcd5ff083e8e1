"""Shots: where one camera's picture gives way to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autocut.analyze.detector import Looking
from autocut.analyze.shots.blocks import BlockMatching
from autocut.analyze.shots.pyscenedetect import PySceneDetect
from autocut.analyze.shots.transnet import TransNetShots
from autocut.model.preset import AnalysisSettings

SHOT_DETECTORS: Mapping[str, Callable[[AnalysisSettings], Looking]] = {
    "blocks": lambda settings: BlockMatching(settings.exhaustive),
    "adaptive": lambda _: PySceneDetect("adaptive"),
    "content": lambda _: PySceneDetect("content"),
    "transnetv2": lambda _: TransNetShots(),
}


def shot_detector(settings: AnalysisSettings) -> Looking:
    """The detector that the settings name."""
    return SHOT_DETECTORS[settings.shots](settings)
