"""Deliveries, found again by the manifests that they were written down in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autocut.deliver.manifest import NAME, read_manifest
from autocut.model.rendition import Delivery

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery and the fingerprint of its master."""

    master: str
    delivery: Delivery


@dataclass(slots=True)
class Outbox:
    """The manifests beside files that are asked for, and those in `folder` and the folders in it; each read once."""

    folder: Path | None = None
    _read: dict[Path, tuple[Delivered, ...]] = field(default_factory=dict)

    def find(self, file: str, beside: Path) -> Delivered | None:
        """The delivery of that path (as it is, in the folder `beside` or in the outbox) or SHA-256, or None.

        Raises DeliveryError where a manifest cannot be read.
        """
        if _SHA256.fullmatch(file):
            every = (each for path in self._manifests(beside) for each in self._of(path))
            return next((each for each in every if each.delivery.sha256 == file.lower()), None)
        places = [Path(file), beside / file, *([self.folder / file] if self.folder else [])]
        beside_it = (each for place in places for each in self._of(place.parent / NAME) if _is_at(each, place))
        return next(beside_it, None)

    def _manifests(self, beside: Path) -> Iterator[Path]:
        yield beside / NAME
        if self.folder:
            yield self.folder / NAME
            yield from sorted(self.folder.glob(f"*/{NAME}"))

    def _of(self, manifest: Path) -> tuple[Delivered, ...]:
        if manifest not in self._read:
            self._read[manifest] = _read(manifest) if manifest.is_file() else ()
        return self._read[manifest]


def _is_at(delivered: Delivered, place: Path) -> bool:
    # By its name alone: the folder may have been moved since.
    return delivered.delivery.path is not None and delivered.delivery.path.name == place.name


def _read(manifest: Path) -> tuple[Delivered, ...]:
    told = read_manifest(manifest)
    return tuple(Delivered(told.master.fingerprint, delivery) for delivery in told.deliveries)
