"""Tasks in worker processes: what they tell, what they return, and how they end."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from autocut.errors import BugError, InputError, LostError
from autocut.farm.local import Local
from autocut.media.run import ffmpeg, run
from autocut.model.event import Alive, Event, Noted, Warned, told
from autocut.model.task import Executor
from autocut.together import together
from tests.cli.test_interrupt import programs_at


@dataclass(frozen=True, slots=True)
class Said:
    """A task that notes and returns its process and its words."""

    words: str
    subject: ClassVar[str] = "said"
    gpu: ClassVar[bool] = False

    def run(self, executor: Executor) -> Generator[Event, None, tuple[int, str]]:
        """The number of the process, and the words."""
        os.write(1, b"this must not come between the lines\n")
        yield Noted(self.subject, self.words)
        return os.getpid(), self.words


@dataclass(frozen=True, slots=True)
class Endless:
    """A task that runs an ffmpeg that never ends, in a folder."""

    folder: Path
    subject: ClassVar[str] = "endless"
    gpu: ClassVar[bool] = False

    def run(self, executor: Executor) -> Generator[Event, None, None]:
        """Never."""
        arguments = ("-re", "-f", "lavfi", "-i", "testsrc2", "-f", "null", "-")
        yield Noted(self.subject, str(os.getpid()))
        yield from told("running", self.subject, _unending(ffmpeg(arguments, duration=1e6, cwd=self.folder)))


def _unending(work: Generator[float, None, str]) -> Generator[float, None, None]:
    yield from work


@dataclass(frozen=True, slots=True)
class Dying:
    """A task whose process is killed, until a file is there; it makes that itself."""

    mark: Path
    subject: ClassVar[str] = "dying"
    gpu: ClassVar[bool] = False

    def run(self, executor: Executor) -> Generator[Event, None, str]:
        """Done, at the second try."""
        yield Noted(self.subject, "begun")
        if not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"


@dataclass(frozen=True, slots=True)
class Raising:
    """A task that raises."""

    error: Exception
    subject: ClassVar[str] = "raising"
    gpu: ClassVar[bool] = False

    def run(self, executor: Executor) -> Generator[Event, None, None]:
        """Never."""
        yield Noted(self.subject, "begun")
        raise self.error


@pytest.fixture
def local() -> Iterator[Local]:
    """Two workers."""
    executor = Local(2)
    yield executor
    executor.close()


def followed(work: Generator[Event, None, object]) -> tuple[list[Event], object]:
    """What the work told, without its beats, and what it returned."""
    events: list[Event] = []
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            return events, end.value
        if not isinstance(event, Alive):
            events.append(event)


def test_a_task_runs_in_another_process_and_its_events_and_result_come_back(local: Local) -> None:
    events, result = followed(local.work(Said("größer")))
    assert events == [Noted("said", "größer")]
    assert isinstance(result, tuple)
    assert result[0] != os.getpid()
    assert result[1] == "größer"


def test_a_worker_lives_on_from_task_to_task(local: Local) -> None:
    assert followed(local.work(Said("a")))[1][0] == followed(local.work(Said("b")))[1][0]  # type: ignore[index]


def test_an_error_comes_back_as_it_was_raised_and_the_worker_lives_on(local: Local) -> None:
    before = followed(local.work(Said("a")))[1]
    with pytest.raises(InputError, match="no such thing"):
        followed(local.work(Raising(InputError("no such thing"))))
    with pytest.raises(BugError, match="ZeroDivisionError"):
        followed(local.work(Raising(ZeroDivisionError("of by zero"))))
    assert followed(local.work(Said("a")))[1] == before


def test_a_task_that_the_worker_does_not_know_is_a_bug_that_is_told(
    local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "elsewhere", sys.modules[__name__])
    monkeypatch.setattr(Said, "__module__", "elsewhere")
    with pytest.raises(BugError, match="No module named 'elsewhere'"):
        followed(local.work(Said("a")))


def test_a_task_whose_worker_is_killed_is_done_again(local: Local, tmp_path: Path) -> None:
    events, result = followed(local.work(Dying(tmp_path / "mark")))
    assert result == "done"
    (warning,) = (event for event in events if isinstance(event, Warned))
    assert warning.sentence == "a worker was killed by signal 9; it is done again"


def test_a_task_whose_worker_is_killed_once_too_often_is_lost(tmp_path: Path) -> None:
    executor = Local(1, tries=1)
    try:
        with pytest.raises(LostError, match="killed by signal 9"):
            followed(executor.work(Dying(tmp_path / "mark")))
        assert followed(executor.work(Said("a")))[1][1] == "a"  # type: ignore[index]
    finally:
        executor.close()


def test_closing_the_work_ends_what_it_started(local: Local, tmp_path: Path) -> None:
    work = local.work(Endless(tmp_path))
    while not programs_at(tmp_path):
        next(work)
    work.close()
    assert programs_at(tmp_path) == []
    assert followed(local.work(Said("a")))[1][1] == "a"  # type: ignore[index]


def test_closing_the_executor_ends_all_work_at_once(tmp_path: Path) -> None:
    executor = Local(2)
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    work = together([executor.work(Endless(folder)) for folder in folders], 2, LostError)
    while not all(programs_at(folder) for folder in folders):
        next(work)
    closing = threading.Thread(target=executor.close)
    closing.start()
    _, results = followed(work)
    closing.join()
    assert isinstance(results, list)
    assert [type(result) for result in results] == [LostError, LostError]
    assert programs_at(tmp_path) == []


def test_a_killed_worker_leaves_no_ffmpeg(local: Local, tmp_path: Path) -> None:
    work = local.work(Endless(tmp_path))
    noted = next(event for event in work if isinstance(event, Noted))
    while not programs_at(tmp_path):
        next(work)
    os.kill(int(noted.sentence), signal.SIGKILL)
    deadline = time.monotonic() + 5
    while programs_at(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert programs_at(tmp_path) == []
    work.close()


def test_a_killed_master_of_workers_leaves_nothing_at_work(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from autocut.farm.local import Local
from tests.farm.test_local import Endless
for event in Local(1).work(Endless(Path({str(tmp_path)!r}))):
    print(event, flush=True)
"""
    lines = run([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    for _ in lines:
        if programs_at(tmp_path):
            break
    lines.close()
    deadline = time.monotonic() + 5
    while programs_at(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert programs_at(tmp_path) == []
