from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from autocut.errors import InputError
from autocut.media.artwork import artwork


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "LA", "P", "1", "I;16"])
def test_a_picture_of_any_kind_has_an_alpha_channel(mode: str, tmp_path: Path) -> None:
    Image.new(mode, (30, 20)).save(tmp_path / "logo.png")
    found = artwork(tmp_path / "logo.png")
    assert (found.mode, found.size) == ("RGBA", (30, 20))


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n" + bytes(40)]
)
def test_what_is_no_picture_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(InputError, match=r"logo.png cannot be read as a picture; a PNG with transparency is best"):
        artwork(tmp_path / "logo.png")


def test_a_picture_that_is_cut_off_is_told(tmp_path: Path) -> None:
    Image.effect_noise((200, 200), 90).save(tmp_path / "whole.png")
    (tmp_path / "logo.png").write_bytes((tmp_path / "whole.png").read_bytes()[:9000])
    with pytest.raises(InputError, match="cannot be read as a picture"):
        artwork(tmp_path / "logo.png")


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.png is not a file"):
        artwork(tmp_path / "none.png")
