"""The pictures of some frames of versions, coded as a task: on whatever machine has room."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from autocut.media.run import ffmpeg
from autocut.model.event import Event, told
from autocut.model.task import Executor
from autocut.render.graph import Version, part_arguments


@dataclass(frozen=True, slots=True)
class Piece:
    """A task: some frames of versions of the same clips coded into the `outputs`, a file each, in `folder`.

    The `frames` are those of each version's own timeline. All that the versions take in lies in the folder.
    """

    versions: tuple[Version, ...]
    frames: tuple[range, ...]
    outputs: tuple[str, ...]
    folder: Path

    gpu: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The master's name, those of the versions, and the frames."""
        names = " ".join(version.rendition.name for version in self.versions)
        return f"{self.versions[0].films.master.path.name} {names} {self.frames[0].start}-{self.frames[0].stop}"

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return float(len(self.frames[0]) / self.versions[0].rendition.timeline.frame_rate)

    def run(self, executor: Executor) -> Generator[Event, None, None]:
        """Write the files, each whole or not at all. Raises FfmpegError."""
        # Where a machine is given up for lost it may write on.
        drafts = [f"{uuid4().hex}-{output}" for output in self.outputs]
        arguments = part_arguments(self.versions, self.frames, self.outputs, drafts)
        try:
            yield from told("coding", self.subject, ffmpeg(arguments, duration=self.seconds, cwd=self.folder))
            for draft, output in zip(drafts, self.outputs, strict=True):
                if (self.folder / draft).exists():
                    (self.folder / draft).replace(self.folder / output)
        finally:
            for draft in drafts:
                (self.folder / draft).unlink(missing_ok=True)
