"""Whether two runs made the same: manifests that may be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autocut.farm.paths import Mapped, there


def comparable(manifest: dict[str, Any], outbox: Path) -> dict[str, Any]:
    """The manifest, with the outbox under a name that is the same for all."""
    return there(manifest, (Mapped(str(outbox), "/outbox"),))
