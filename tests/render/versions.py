"""Versions made by hand: clips of a master in any order, rendered by the real line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from autocut import presets
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Card, Clip, Timeline
from autocut.plan.assemble import frame_rate
from autocut.render.render import render
from tests.builders import cropped

QUICK = ("video.speed=ultrafast", "audio.bitrate=96", "duration.min=0.04")


def full_preset(*overrides: str) -> Preset:
    """The shipped preset of the whole master at its own shape, coded quickly."""
    return presets.load("youtube-full", (*QUICK, *overrides))


def short_preset(*overrides: str) -> Preset:
    """The shipped vertical preset on a small canvas, coded quickly."""
    small = ("canvas.width=360", "canvas.height=640", "captions.font_size=20")
    safe = ("safe_area.left=16", "safe_area.right=64", "safe_area.top=96", "safe_area.bottom=224")
    return presets.load("youtube-short", (*QUICK, *small, *safe, *overrides))


def frames_of(rate: Fraction, first: int, end: int) -> Span:
    """The span in master time of the frames from `first` up to and without `end`."""
    return Span(float(first / rate), float(end / rate))


def version(
    master: Master,
    pieces: Sequence[Span | tuple[Card, float]],
    preset: Preset,
    *,
    cues: tuple[Cue, ...] = (),
    crop: CropPath | None = None,
) -> Rendition:
    """A planned version that plays the pieces in their order: spans of the master, or cards of so many seconds."""
    clips = tuple(
        Clip(str(master.path), piece) if isinstance(piece, Span) else Clip("card", Span(0.0, piece[1]), piece[0])
        for piece in pieces
    )
    timeline = Timeline(frame_rate(master, preset.canvas), clips)
    return Rendition("version", preset, timeline, framings=cropped(preset, crop), cues=cues)


def rendered(rendition: Rendition, master: Master, folder: Path) -> Path:
    """The finished file in a working folder of its own inside `folder`."""
    working = folder / rendition.name
    working.mkdir()
    return finish(render(rendition, master, working)).path
