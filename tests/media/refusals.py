"""The sentence with which probing refuses a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.media.probe import probe


def refusal(path: Path) -> str:
    """What InputError says: one line that names the file."""
    with pytest.raises(InputError) as caught:
        probe(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence
