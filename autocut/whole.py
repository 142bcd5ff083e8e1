"""Text files that are there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_LONGEST_NAME = 200


def write_whole(text: str, path: Path) -> None:
    """Write the text under a hidden name beside the path, then give it its own; raises OSError, and leaves nothing."""
    draft = path.with_name(f".{os.fsdecode(os.fsencode(path.name)[:_LONGEST_NAME])}.part")
    try:
        # A name of a file that is not UTF-8 becomes an escape.
        with draft.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
