"""What an entry looks like: three lines in a gzip file, so that `zcat` shows it.

First whose finding it is, then the finding, both in JSON, then a checksum of these and of the entry's own place:
neither a flipped bit nor an entry that was edited or moved is believed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

VERSION = 2
"""Part of the key: entries of an older form are not found."""

# Level 1 makes entries a half to a sixth as large for a tenth of the time that writing the JSON takes; level 6
# takes three to nine times as long and saves a fifth more.
_LEVEL = 1


class Damaged(Exception):
    """A remembered finding cannot be read; it is to be made again."""


def packed(place: str, head: dict[str, str], finding: Any) -> bytes:
    """The entry's bytes; `place` is its path in the cache, `head` says whose finding it is."""
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode() for each in (head, finding)]
    return gzip.compress(b"\n".join([*lines, _checksum(place, lines)]), _LEVEL, mtime=0)


def unpacked(place: str, entry: bytes) -> Any:
    """The finding as plain data; raises Damaged unless every bit is as it was written there."""
    try:
        *lines, checksum = gzip.decompress(entry).split(b"\n")
    except (OSError, EOFError, zlib.error) as error:
        raise Damaged(place) from error
    if checksum != _checksum(place, lines):
        raise Damaged(place)
    return json.loads(lines[-1])


def name_in(path: Path) -> str | None:
    """The name that the master of an entry had when it was written, or None where the entry cannot be read."""
    try:
        with gzip.open(path) as entry:
            name = json.loads(entry.readline())["master"]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) and name else None


def _checksum(place: str, lines: list[bytes]) -> bytes:
    digest = hashlib.blake2b(b"\n".join([place.encode(), *lines]), digest_size=16)
    return digest.hexdigest().encode()
