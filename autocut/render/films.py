"""The films that a version is made of: its master, and the bumpers around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autocut.media.probe import probe
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.timeline import Clip


@dataclass(frozen=True, slots=True)
class Films:
    """The master of a version, and the bumpers by the paths that its clips name."""

    master: Master
    bumpers: Mapping[str, Master] = field(default_factory=dict)

    def of(self, clip: Clip) -> Master:
        """The film that the clip is a stretch of; the master for a card."""
        return self.bumpers[clip.source] if clip.bumper else self.master

    def heard(self, rendition: Rendition) -> bool:
        """Whether anything in the version has a sound."""
        clips = (clip for clip in rendition.timeline.clips if clip.card is None)
        return rendition.timeline.music is not None or any(self.of(clip).sound is not None for clip in clips)


def films_of(rendition: Rendition, master: Master) -> Films:
    """The films of a version, its bumpers probed; raises InputError where one of them is no film."""
    paths = dict.fromkeys(clip.source for clip in rendition.timeline.clips if clip.bumper)
    return Films(master, {path: probe(Path(path)) for path in paths})
