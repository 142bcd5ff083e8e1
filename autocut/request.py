"""What is asked of a master."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from autocut.errors import PresetError
from autocut.model.event import Event, Noted
from autocut.model.preset import Preset
from autocut.model.wishes import Wishes
from autocut.survey import Sources
from autocut.wishes.matrix import read_matrix
from autocut.wishes.sidecar import Sidecar, sidecar_of
from autocut.wishes.versions import Layer, versions

NOTHING = Wishes()


@dataclass(frozen=True, slots=True)
class Request:
    """Presets by name with fields changed, and how the master is looked at and listened to.

    One that `yields` is asked of all masters of a folder: what the sidecar of one asks for wins over it.
    """

    names: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    language: str | None = None
    audio_track: str | None = None
    model: str | None = None
    transcript: Path | None = None
    exhaustive: bool = False
    offline: bool = False
    wishes: Wishes = NOTHING
    matrix: Path | None = None
    yields: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a plan file would already say."""
        of_analysis = self.language or self.audio_track or self.model or self.transcript or self.exhaustive
        return not (self.names or self.overrides or self.matrix or of_analysis) and self.wishes == NOTHING

    def presets(self, sidecar: Sidecar | None = None) -> tuple[Preset, ...]:
        """The presets with all that was changed, here and in the sidecar of the master, one for each version.

        Raises PresetError, also where none was named.
        """
        if self.matrix is not None and self.names:
            raise PresetError("--matrix names its own presets; -p does not apply beside it")
        if not (self.names or self.matrix or (sidecar and sidecar.wishes.presets)):
            if sidecar is not None:
                raise PresetError(f"{sidecar.path} names no presets, and neither does -p")
            raise PresetError("name at least one preset with -p; `autocut presets list` shows them")
        matrix = read_matrix(self.matrix) if self.matrix else None
        own = Layer("", self.wishes, self._settings())
        if not self.yields:
            return versions(self.names, own, sidecar, matrix)
        names = () if sidecar and sidecar.wishes.presets else self.names
        return versions(names, Layer("", NOTHING), sidecar, matrix, folder=own)

    def versions_of(self, master: Path) -> Generator[Event, None, tuple[tuple[Preset, ...], tuple[str, ...]]]:
        """The presets for this master, with what its sidecar asks for, and the note that tells of it."""
        sidecar = sidecar_of(master)
        if sidecar is None:
            return self.presets(), ()
        yield Noted(master.name, sidecar.note)
        return self.presets(sidecar), (sidecar.note,)

    def sources(self) -> Sources:
        """Where the analysis may take things from."""
        return Sources(self.transcript, self.offline)

    def _settings(self) -> tuple[str, ...]:
        changed = {"language": self.language, "audio_track": self.audio_track, "model": self.model}
        laid = [f'analysis.{key}="{value}"' for key, value in changed.items() if value is not None]
        return (*self.overrides, *laid, *(["analysis.exhaustive=true"] if self.exhaustive else []))
