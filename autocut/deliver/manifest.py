"""`manifest.json`: the master and every version made of it, written last."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
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
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    # A name of a file that is not UTF-8 becomes escapes that JSON knows, and is read back as it was.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _as_written(outbox: Path) -> Any:
    return json.loads((outbox / NAME).read_text(encoding="utf-8"))


def version_of(entry: dict[str, Any]) -> str:
    """The name of the version that an entry tells of; where it has no file, that of its preset."""
    return Path(entry["path"]).stem if entry["path"] else str(entry["preset"])


def moved(outbox: Path, master: Path) -> None:
    """Write down in the manifest where the master lies now; raises DeliveryError where that cannot be done."""
    try:
        manifest = _as_written(outbox)
        manifest["master"]["path"] = str(master)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeliveryError(f"{outbox / NAME} cannot be read: {error}") from error
    with working_folder(outbox) as working:
        publish_text(_text(manifest), outbox / NAME, working)


def entries_of(outbox: Path) -> tuple[dict[str, Any], ...]:
    """What the manifest in the outbox says of each version, as it is written; nothing where there is none."""
    try:
        return tuple(_as_written(outbox)["deliveries"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def withdraw(outbox: Path, but: Sequence[dict[str, Any]] = ()) -> None:
    """Remove the versions that the manifest in an outbox tells of, and itself, `but` those that were there before.

    Where there were none, the folder is removed with all that is in it. Raises DeliveryError where that cannot be done.
    """
    before = {(entry["path"], entry["sha256"]) for entry in but if entry["path"]}
    try:
        if not before:
            shutil.rmtree(outbox)
            return
        manifest = _as_written(outbox)
        entries = manifest["deliveries"]
        manifest["deliveries"] = kept = [entry for entry in entries if (entry["path"], entry["sha256"]) in before]
        for path in _files(entries) - _files(kept):
            Path(path).unlink(missing_ok=True)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeliveryError(f"{outbox} cannot be cleared: {error}") from error
    with working_folder(outbox) as working:
        publish_text(_text(manifest), outbox / NAME, working)


def _files(entries: Iterable[dict[str, Any]]) -> set[str]:
    named = ((entry["path"], *entry["captions"], entry["chapters"]) for entry in entries)
    return {path for paths in named for path in paths if path}


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
        manifest = _as_written(outbox)
        same = manifest["schema"] == MANIFEST_SCHEMA and manifest["master"]["fingerprint"] == master.fingerprint
        entries: list[dict[str, Any]] = manifest["deliveries"] if same else []
        return [entry for entry in entries if entry["preset"] and (not entry["path"] or Path(entry["path"]).is_file())]
    except (OSError, ValueError, KeyError, TypeError):
        return []
