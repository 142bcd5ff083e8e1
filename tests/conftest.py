"""Media made once a session by the real ffmpeg, and the sample master."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut import store, weightings
from autocut.media.run import ffmpeg, finish
from tests.numbered import numbered_master

SAMPLE = Path(__file__).parents[1] / "samples" / "sintel_trailer_720p.mp4"
SHARED_FOOTAGE = Path(__file__).parents[2] / "shared" / "footage"


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings are remembered for the session, never in the user's own cache, and his weights are not used."""
    monkeypatch.setenv(store.SETTING, str(tmp_path_factory.getbasetemp() / "analysis"))
    monkeypatch.setenv(weightings.SETTING, str(tmp_path_factory.getbasetemp() / "no-weights"))


@pytest.fixture(scope="session")
def sample() -> Path:
    """The redistributable master: 52 s, 1280x720, 24 frames a second, three spoken lines."""
    return SAMPLE


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a media file from ffmpeg arguments; the same name is made once a session, of the same arguments."""
    folder = tmp_path_factory.mktemp("media")
    asked: dict[str, tuple[str, ...]] = {}

    def made(name: str, *arguments: str) -> Path:
        path = folder / name
        assert asked.setdefault(name, arguments) == arguments, f"{name} is made of other arguments elsewhere"
        if not path.exists():
            finish(ffmpeg([*arguments, str(path)]))
        return path

    return made


@pytest.fixture(scope="session")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a master whose every frame shows its own number, with a tone: `numbered(rate, frames)`."""
    folder = tmp_path_factory.mktemp("numbered")

    def made(rate: str = "25", frames: int = 250, size: str = "640x360") -> Path:
        path = folder / f"{rate.replace('/', '-')}-{frames}-{size}.mp4"
        if not path.exists():
            numbered_master(path, rate, frames, size)
        return path

    return made
