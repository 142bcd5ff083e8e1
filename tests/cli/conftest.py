"""The sample analyzed, then rendered with three presets, each once a session for the tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut import store
from tests.cli.line import CODING, PICTURE, SMALL, SOUND, Said, say, timed

# Of a trailer with three spoken lines: the least score of a preset is not what is tried here.
PRESETS = ("--preset=youtube-short", "--preset=trailer-vertical", "--preset=youtube-full")
OPTIONS = (*PRESETS, *SMALL, "--set=score.minimum=0", "--model=tiny.en")


@pytest.fixture(scope="session")
def outbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the three versions go."""
    return tmp_path_factory.getbasetemp() / "outbox"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where findings are remembered for the session."""
    return tmp_path_factory.getbasetemp() / "analysis-of-the-sample"


@pytest.fixture(scope="session")
def analyzed(sample: Path, cache: Path) -> Said:
    """What the analysis of the sample says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.SETTING, str(cache))
        return say("analyze", sample, "--model=tiny.en", "--json", "--progress", "json")


@pytest.fixture(scope="session")
def rendered(analyzed: Said, sample: Path, cache: Path, outbox: Path) -> Said:
    """What the render says, for which the analysis has found everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.SETTING, str(cache))
        return say("render", sample, *OPTIONS, "-o", outbox, "--json", "--progress", "json")


@pytest.fixture(scope="session")
def talk(make: Callable[..., Path]) -> Path:
    """A sound master of three seconds."""
    return make("talk.mp4", *timed(PICTURE, 3), *timed(SOUND, 3), *CODING)
