"""Remembered findings: one file for each detector and master, under the user's cache folder.

The key is the master's fingerprint and the detector's repr and version, so that changing one detector redoes one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, get_type_hints

from autocut.convert import Faults, from_data, to_data
from autocut.model.analysis import Analysis

SETTING = "AUTOCUT_CACHE"
_FIELDS: Mapping[str, Any] = get_type_hints(Analysis)


class Damaged(Exception):
    """A remembered finding cannot be read; it is to be made again."""


def folder() -> Path:
    """Where findings are kept: what AUTOCUT_CACHE names, else the user's cache folder."""
    from platformdirs import user_cache_path

    return Path(os.environ[SETTING]) if os.environ.get(SETTING) else user_cache_path("autocut") / "analysis"


def recall(fingerprint: str, field: str, detector: object) -> tuple[Any] | None:
    """The finding, in a tuple of its own because it may itself be None; None where nothing is remembered.

    Raises Damaged where the file is no finding of that field.
    """
    path = _path(fingerprint, field, detector)
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        return (from_data(entry["found"], _FIELDS[field]),)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, Faults) as error:
        raise Damaged(f"what was remembered of {field} is damaged and is made again") from error


def remember(fingerprint: str, field: str, detector: object, found: object) -> bool:
    """Keep a finding, whole or not at all, also with two processes at it; tell whether it could be kept."""
    path = _path(fingerprint, field, detector)
    entry = json.dumps({"detector": _identity(detector), "found": to_data(found)}, ensure_ascii=False)
    draft: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
            draft = Path(file.name)
            file.write(entry)
        draft.replace(path)
    except OSError:
        if draft is not None:
            draft.unlink(missing_ok=True)
        return False
    return True


def _identity(detector: object) -> str:
    return f"{detector!r} version {detector.version}"  # type: ignore[attr-defined]


def _path(fingerprint: str, field: str, detector: object) -> Path:
    key = hashlib.blake2b(_identity(detector).encode(), digest_size=8).hexdigest()
    return folder() / fingerprint / f"{field}-{key}.json"
