"""`manifest.json`: the master and every version made of it, written last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autocut.convert import to_data
from autocut.deliver.deliver import sha256
from autocut.deliver.outbox import publish_text, working_folder
from autocut.document import read_document
from autocut.errors import DeliveryError
from autocut.model.media import Master
from autocut.model.rendition import MANIFEST_SCHEMA, Delivery

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """The master that versions were made of, as it was then."""

    path: Path
    fingerprint: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says; fields that are newer than it are empty."""

    schema: int
    master: Origin
    deliveries: tuple[Delivery, ...]


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`, or in the folder there; raises DeliveryError where it cannot be read or is none."""
    file = path / NAME if path.is_dir() else path
    return read_document(file, Manifest, MANIFEST_SCHEMA, DeliveryError)


def reserving(fingerprint: str, master: Path, sha256: str) -> str:
    """The text of a manifest that says whose an outbox is before anything was made: nothing is delivered."""
    return _text(_manifest(Origin(master, fingerprint, sha256), ()))


def write_manifest(master: Master, deliveries: Sequence[Delivery], outbox: Path, working: Path) -> dict[str, Any]:
    """Write the manifest and return what it says; versions of other presets that an earlier run made of the
    same master stay in it while their files do. Raises DeliveryError where it cannot be written."""
    renewed = {delivery.preset for delivery in deliveries}
    digest = _known_digest(master, outbox) or sha256(master.path)
    earlier = [entry for entry in _earlier(master, outbox) if entry.get("preset") not in renewed]
    entries = [*earlier, *(to_data(delivery) for delivery in deliveries)]
    manifest = _manifest(Origin(master.path, master.fingerprint, digest), entries)
    publish_text(_text(manifest), outbox / NAME, working)
    return manifest


def _manifest(origin: Origin, entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"schema": MANIFEST_SCHEMA, "master": to_data(origin), "deliveries": [*entries]}


def _text(manifest: dict[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def moved(outbox: Path, master: Path) -> None:
    """Write down in the manifest where the master lies now; raises DeliveryError where that cannot be done."""
    try:
        manifest = json.loads((outbox / NAME).read_text(encoding="utf-8"))
        manifest["master"]["path"] = str(master)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeliveryError(f"{outbox / NAME} cannot be read: {error}") from error
    with working_folder(outbox) as working:
        publish_text(_text(manifest), outbox / NAME, working)


def withdraw(outbox: Path) -> None:
    """Remove what the manifest in an outbox tells of, and itself; raises DeliveryError where that cannot be done."""
    manifest = read_manifest(outbox)
    try:
        for delivery in manifest.deliveries:
            for path in filter(None, (delivery.path, *delivery.captions, delivery.chapters)):
                path.unlink(missing_ok=True)
        (outbox / NAME).unlink()
        with suppress(OSError):
            outbox.rmdir()
    except OSError as error:
        raise DeliveryError(f"{outbox} cannot be cleared: {error.strerror}") from error


def _known_digest(master: Master, outbox: Path) -> str:
    """What an earlier manifest says of the same master, untouched since; else empty. A large one takes long to read."""
    path = outbox / NAME
    try:
        origin = read_manifest(path).master
        same = origin.path == master.path and origin.fingerprint == master.fingerprint
        return origin.sha256 if same and master.path.stat().st_mtime_ns < path.stat().st_mtime_ns else ""
    except (OSError, DeliveryError):
        return ""


def _earlier(master: Master, outbox: Path) -> list[dict[str, Any]]:
    try:
        manifest = json.loads((outbox / NAME).read_text(encoding="utf-8"))
        same = manifest["schema"] == MANIFEST_SCHEMA and manifest["master"]["fingerprint"] == master.fingerprint
        entries: list[dict[str, Any]] = manifest["deliveries"] if same else []
        return [entry for entry in entries if entry["preset"] and (not entry["path"] or Path(entry["path"]).is_file())]
    except (OSError, ValueError, KeyError, TypeError):
        return []
