"""Whether an MP4 or QuickTime file is all there: its boxes (ISO/IEC 14496-12) must tile it."""

from __future__ import annotations

import struct
from pathlib import Path


def missing_bytes(path: Path) -> int:
    """How many bytes the last box promises beyond the end of the file; 0 where the file is whole."""
    size, offset = path.stat().st_size, 0
    with path.open("rb") as file:
        while offset + 8 <= size:
            file.seek(offset)
            (length,) = struct.unpack(">I", file.read(4))
            if length == 1:
                file.seek(offset + 8)
                (length,) = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))
            if length < 8:
                # Zero is "to the end of the file"; less is no box, and the demuxer has taken what lies behind.
                return 0
            offset += length
    return max(0, offset - size)
