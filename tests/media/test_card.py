"""A graphics card is used by one process at a time, and is free again when that ends, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autocut.errors import ToolError
from autocut.media.card import a_card
from autocut.media.run import finish

HOLD = """
import sys, time
from pathlib import Path
from autocut.media.card import a_card
from autocut.media.run import finish

with finish(a_card(int(sys.argv[1]), Path(sys.argv[2]))) as number:
    print(number, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds a card of two."""
    command = [sys.executable, "-c", HOLD, "2", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n"
        yield process
        process.kill()


def test_another_process_has_its_own_card_and_waits_where_there_is_none(
    other: subprocess.Popen[str], tmp_path: Path
) -> None:
    with finish(a_card(2, tmp_path)) as number:
        assert number == 1
        waiting = a_card(2, tmp_path)
        assert [next(waiting), next(waiting)] == [0.0, 0.0]
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with finish(waiting) as freed:
            assert freed == 0
    with finish(a_card(1, tmp_path)) as again:
        assert again == 0


def test_a_machine_without_a_card_waits_for_none_and_writes_nothing(tmp_path: Path) -> None:
    with finish(a_card(0, tmp_path / "locks")) as number:
        assert number is None
    assert not (tmp_path / "locks").exists()


def test_a_lock_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ToolError, match="cannot be written, which says who uses a graphics card: Not a directory"):
        finish(a_card(1, tmp_path / "file" / "locks"))
