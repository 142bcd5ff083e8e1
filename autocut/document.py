"""JSON documents of autocut's own that carry a schema: plans and manifests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from autocut.convert import Faults, from_data
from autocut.errors import AutocutError

T = TypeVar("T")


def read_document(path: Path, kind: type[T], schema: int, error: type[AutocutError]) -> T:
    """The value of type `kind` that the file says; raises `error` with all that is wrong, and where."""
    noun = kind.__name__.lower()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise error(f"{path} cannot be read: {fault.strerror}") from fault
    except ValueError as fault:
        raise error(f"{path.name} is not JSON: {fault}") from fault
    found = data.get("schema") if isinstance(data, dict) else None
    if found != schema:
        raise error(f"{path.name} has schema {found!r}; this version of autocut reads {noun}s of schema {schema}")
    try:
        return from_data(data, kind)
    except Faults as faults:
        raise error(f"{path.name} is no {noun}:\n" + "\n".join(f"  {fault}" for fault in faults.found)) from faults
