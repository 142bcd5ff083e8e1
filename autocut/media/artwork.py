"""Still pictures that a user brings, such as a logo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autocut.errors import InputError


def artwork(path: Path) -> Any:
    """The picture at `path`, decoded, as a Pillow image with an alpha channel; raises InputError where it is none."""
    from PIL import Image, UnidentifiedImageError

    if not path.is_file():
        raise InputError(f"the logo {path} is not a file")
    try:
        with Image.open(path) as picture:
            return picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise InputError(f"the logo {path} cannot be read as a picture; a PNG with transparency is best") from error
