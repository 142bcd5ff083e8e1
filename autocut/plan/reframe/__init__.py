"""Where the camera looks: a layout for each stretch of a shot, and the windows' way through it.

What is seen (`seen`) is worth something at every moment (`worth`); the layouts that follow from it (`layouts`) are
chosen so that most of it is shown with few changes (`choose`); a window goes the smoothest way that holds what it
is for (`hold`, `path`), and the way becomes the few keyframes that a person can edit (`keyframes`).
"""

from __future__ import annotations

from autocut.plan.reframe.reframe import reframe
from autocut.plan.reframe.told import cut_writing

__all__ = ["cut_writing", "reframe"]
