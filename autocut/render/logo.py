"""The logo of a version, at the size that it is laid over the picture."""

from __future__ import annotations

from pathlib import Path

from autocut.media.artwork import artwork
from autocut.model.geometry import Size
from autocut.render.layout import logo_size


def draw_logo(path: Path, size: Size, folder: Path, name: str) -> None:
    """Write the logo for a picture of `size` to `folder/name` as PNG; raises InputError where it cannot be read."""
    from PIL import Image

    drawn = artwork(path)
    scaled = logo_size(Size(*drawn.size), size)
    # Pillow scales with the alpha taken into account, so that no dark rim comes in from what is transparent.
    drawn.resize((scaled.width, scaled.height), Image.Resampling.LANCZOS).save(folder / name)
