"""Presets with all that is asked for laid on, each under the name of its version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autocut import presets
from autocut.errors import PresetError
from autocut.model.preset import Preset
from autocut.model.wishes import Wishes
from autocut.score import SIGNALS
from autocut.wishes.matrix import Matrix, Row
from autocut.wishes.overrides import overrides_of, written_out
from autocut.wishes.sidecar import Sidecar


@dataclass(frozen=True, slots=True)
class Layer:
    """What is asked in one place; `origin` names the place in messages, and is empty for the command line."""

    origin: str
    wishes: Wishes
    overrides: tuple[str, ...] = ()


def versions(
    names: Sequence[str],
    asked: Layer,
    sidecar: Sidecar | None = None,
    matrix: Matrix | None = None,
    *,
    folder: Layer | None = None,
) -> tuple[Preset, ...]:
    """A preset for every name, or for every row and column of the matrix, which ends its name with that of the row.

    What is asked of all masters of a `folder` lies below all else.

    Raises PresetError with the file and the key of what is wrong, also where two versions would have one name.
    """
    beside = [folder] if folder else []
    beside += [Layer(str(sidecar.path), sidecar.wishes)] if sidecar else []
    if matrix is None:
        own = names or (presets.named_in(sidecar.path, sidecar.wishes.presets) if sidecar else ())
        made = [_laid(name, (*beside, asked)) for name in dict.fromkeys(own)]
    else:
        made = [each for row in matrix.rows for each in _row(row, matrix.path, beside, asked)]
    twice = [name for name, count in Counter(name for each in made for name in file_names(each)).items() if count > 1]
    if twice:
        where = f"{matrix.path}: " if matrix else f"{sidecar.path}: " if sidecar and not names else ""
        raise PresetError(f"{where}two versions would be named {', '.join(twice)}")
    return tuple(made)


def _row(row: Row, file: Path, beside: Sequence[Layer], asked: Layer) -> Iterator[Preset]:
    layers = (*beside, Layer(f"{file}: rows.{row.name}", row.wishes), asked)
    for name in dict.fromkeys(presets.named_in(file, row.presets)):
        preset = _laid(name, layers)
        yield replace(preset, name=f"{preset.name}-{row.name}")


def file_names(preset: Preset) -> Iterator[str]:
    """The names of the versions that may come of a preset."""
    yield preset.name
    if preset.count > 1:
        yield from (f"{preset.name}-{number:02d}" for number in range(1, preset.count + 1))


def _laid(name: str, layers: Sequence[Layer]) -> Preset:
    preset = presets.load(name)
    overrides: tuple[str, ...] = ()
    for layer in layers:
        try:
            # First what is written out: lengths and lists of the wishes are fitted to it.
            overrides += (*layer.overrides, *written_out(layer.wishes))
            overrides += overrides_of(layer.wishes, presets.load(name, overrides))
            preset = presets.load(name, overrides)
            presets.check(preset, SIGNALS)
        except PresetError as error:
            if not layer.origin:
                raise
            raise PresetError(f"{layer.origin}: {error}") from error
    return preset
