"""What is asked of a master in a watched folder, as one digest: asked the same of the same content, nothing is new."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from autocut.convert import to_json
from autocut.errors import PresetError
from autocut.request import Request
from autocut.watch.arriving.names import sidecars_of
from autocut.wishes.sidecar import sidecar_of


def digest(request: Request, master: Path, out: Path) -> str:
    """Of the presets with all that is changed in them, of the analysis, of every file beside the master, and of `out`.

    What is asked of another folder for versions is asked anew, for somebody else waits for it there.

    Where what is asked cannot be understood, of what was wrong.
    """
    parts = [to_json(request).encode(), os.fsencode(out)]
    try:
        parts += [to_json(preset).encode() for preset in request.presets(sidecar_of(master))]
    except PresetError as error:
        # Where the master lies says nothing of what is asked.
        parts.append(str(error).replace(f"{master.parent}/", "").encode())
    parts += [path.suffix.encode() + path.read_bytes() for path in sidecars_of(master)]
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
