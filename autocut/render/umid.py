"""The number by which an MXF file names its material (a UMID, SMPTE ST 330), made of what is in the file."""

from __future__ import annotations

import hashlib
import mmap
from pathlib import Path

_LABEL = bytes.fromhex("060a2b340101010501010d0013")
# The instance and the material; the last byte, which is left, tells the packages of a file apart.
_NUMBER_BYTES = 18


def number_material(path: Path) -> None:
    """Put a digest of all else in the file where ffmpeg wrote a number by chance: at its head and at every frame.

    So the same versions are the same files, and other ones have other numbers.
    """
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        first = content.find(_LABEL)
        named = content[first : first + len(_LABEL) + _NUMBER_BYTES]
        digest, places, reached = hashlib.sha256(), [], 0
        with memoryview(content) as view:
            while (place := content.find(named, reached)) >= 0:
                digest.update(view[reached:place])
                places.append(place + len(_LABEL))
                reached = place + len(named)
            digest.update(view[reached:])
        for place in places:
            content[place : place + _NUMBER_BYTES] = digest.digest()[:_NUMBER_BYTES]
