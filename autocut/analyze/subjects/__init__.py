"""Subjects: faces, people and moving things, followed through each shot, and which of them speaks."""

from __future__ import annotations

from autocut.analyze.subjects.faces import FaceBoxes
from autocut.analyze.subjects.mouths import Mouths
from autocut.analyze.subjects.movers import Movers
from autocut.analyze.subjects.people import Figures
from autocut.analyze.subjects.subjects import Subjects

__all__ = ["FaceBoxes", "Figures", "Mouths", "Movers", "Subjects"]
