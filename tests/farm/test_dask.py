"""Tasks on a Dask cluster: what they tell and return, and that nothing of them outlives who wants it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from autocut.errors import BugError, InputError, LostError, ToolError
from autocut.farm import dask
from autocut.farm.dask import Dask
from autocut.farm.local import Local
from autocut.farm.paths import maps_of
from autocut.model.event import Event, Noted, Warned
from autocut.model.task import HERE, Executor
from autocut.order import Order
from autocut.request import Request
from autocut.watch.arriving.inspection import Reading
from benchmarks.sameness import comparable
from tests.cli import line
from tests.farm.cluster import cluster, parent_of, processes_at, until
from tests.farm.test_local import Dying, Endless, Raising, Said, followed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
QUIET = tuple(f"analysis.{name}=false" for name in ("speech", "faces", "speakers", "sounds"))
SMALL = (*(option.removeprefix("--set=") for option in line.SMALL), *QUIET, "score.minimum=0", "duration.min=2")
SLOW = (*QUIET, "video.speed=veryslow", "canvas.width=480", "canvas.height=270", "audio.bitrate=96")


@dataclass(frozen=True, slots=True)
class OnCard:
    """A task that gains by a graphics card."""

    subject: ClassVar[str] = "on a card"
    gpu: ClassVar[bool] = True

    def run(self, executor: Executor) -> Generator[Event, None, str]:
        """Done at once."""
        yield from ()
        return "done"


@pytest.fixture(scope="module")
def two() -> Iterator[Dask]:
    """A cluster of two processes of this machine."""
    executor = Dask(2)
    yield executor
    executor.close()


def test_a_task_runs_beside_a_worker_and_its_events_and_result_come_back(two: Dask) -> None:
    events, result = followed(two.work(Said("größer")))
    assert events == [Noted("said", "größer")]
    assert isinstance(result, tuple)
    assert result[0] != os.getpid()
    assert result[1] == "größer"
    assert two.slots == 2


def test_an_error_comes_back_as_it_was_raised(two: Dask) -> None:
    with pytest.raises(InputError, match="no such thing"):
        followed(two.work(Raising(InputError("no such thing"))))
    with pytest.raises(BugError, match="ZeroDivisionError"):
        followed(two.work(Raising(ZeroDivisionError("of by zero"))))


def test_a_task_for_a_graphics_card_runs_also_where_there_is_none_which_is_told_once(two: Dask) -> None:
    told = "no worker was started with --resources GPU=1: it runs on processors"
    assert followed(two.work(OnCard())) == ([Noted("on a card", told)], "done")
    assert followed(two.work(OnCard())) == ([], "done")


def test_closing_the_work_ends_its_ffmpeg_on_the_worker(two: Dask, tmp_path: Path) -> None:
    work = two.work(Endless(tmp_path))
    while not processes_at(tmp_path):
        next(work)
    work.close()
    assert processes_at(tmp_path) == []
    assert followed(two.work(Said("a")))[1][1] == "a"  # type: ignore[index]


def test_a_task_that_kills_its_process_leaves_the_worker_be_and_is_done_again(two: Dask, tmp_path: Path) -> None:
    events, result = followed(two.work(Dying(tmp_path / "mark")))
    assert result == "done"
    (warning,) = (event for event in events if isinstance(event, Warned))
    assert warning.sentence.startswith("a worker was killed by signal 9")


def test_every_executor_gives_the_same_manifest(two: Dask, make: Callable[..., Path], tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=6", "-f", "lavfi", "-i", "sine=440:r=48000:d=6")
    master = make("farmed.mp4", *source, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
    request = Request(("youtube-full", "youtube-short"), SMALL)
    (tmp_path / "there").symlink_to(tmp_path / "mapped")
    (tmp_path / "mapped").mkdir()
    mapped = Dask(two._client.scheduler.address, maps_of((f"{tmp_path}/mapped={tmp_path}/there",)))
    local = Local(2)
    made = []
    executors: dict[str, Executor] = {"here": HERE, "local": local, "dask": two, "mapped": mapped}
    for name, executor in executors.items():
        _, manifest = followed(executor.work(Order(master, request, tmp_path / name)))
        assert isinstance(manifest, dict)
        assert [each["status"] for each in manifest["deliveries"]] == ["delivered", "delivered"]
        made.append(comparable(manifest, tmp_path / name))
    local.close()
    mapped.close()
    assert made[1:] == made[:1] * 3


def test_a_worker_that_is_killed_at_work_costs_no_version(make: Callable[..., Path], tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "mandelbrot=s=640x360:r=25", "-t", "5", "-pix_fmt", "yuv420p")
    master = make("mandelbrot.mp4", *source, "-c:v", "libx264", "-preset", "ultrafast")
    outbox = tmp_path / "out"
    with cluster(tmp_path, {}, {}, {}) as address:
        executor = Dask(address)
        work = executor.work(Order(master, Request(("youtube-full",), SLOW), outbox))
        while not (found := processes_at(outbox)):
            next(work)
        worker = parent_of(parent_of(found[0]))
        os.kill(worker, signal.SIGKILL)
        events, manifest = followed(work)
        executor.close()
    assert isinstance(manifest, dict)
    assert [each["status"] for each in manifest["deliveries"]] == ["delivered"]
    assert any(isinstance(event, Warned) and "was lost; it is done again by" in event.sentence for event in events)
    assert processes_at(tmp_path) == []
    assert {path.name for path in (outbox / "mandelbrot").iterdir()} == {"manifest.json", "youtube-full.mp4"}


def test_closing_the_executor_ends_what_runs(tmp_path: Path) -> None:
    executor = Dask(1)
    work = executor.work(Endless(tmp_path))
    while not processes_at(tmp_path):
        next(work)
    executor.close()
    assert processes_at(tmp_path) == []
    with pytest.raises(LostError, match="the cluster was left"):
        followed(work)


def test_an_unfit_worker_is_told_of_and_not_used_and_a_killed_client_leaves_nothing(tmp_path: Path) -> None:
    with cluster(tmp_path, {}, {"AUTOCUT_FFMPEG": "/nowhere/ffmpeg"}, cards=1) as address:
        executor = Dask(address)
        runs = [followed(executor.work(Said("a"))) for _ in range(6)]
        assert followed(executor.work(OnCard())) == ([], "done")
        executor.close()
        warnings = [event.sentence for events, _ in runs for event in events if isinstance(event, Warned)]
        lacking = "AUTOCUT_FFMPEG names /nowhere/ffmpeg, which is no file; correct it or unset it"
        assert warnings == [f"this worker is not used: {lacking}"]
        assert len({str(result) for _, result in runs}) == 1
        code = (
            "from pathlib import Path; from autocut.farm.dask import Dask; from tests.farm.test_local import Endless\n"
            f"for event in Dask({address!r}).work(Endless(Path({str(tmp_path)!r}))): pass"
        )
        with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as client:
            until(lambda: processes_at(tmp_path))
            client.kill()
        until(lambda: not processes_at(tmp_path))


def test_what_only_this_machine_may_see_is_looked_at_here(sample: Path) -> None:
    executor = Dask(1, maps_of((f"{sample.parent}=/vol/nowhere",)))
    events, content = followed(executor.work(Reading(sample)))
    executor.close()
    assert content == followed(HERE.work(Reading(sample)))[1]
    assert events == []


def test_a_cluster_that_sees_none_of_the_files_is_refused(two: Dask, sample: Path, tmp_path: Path) -> None:
    mapped = Dask(two._client.scheduler.address, maps_of((f"{sample.parent}=/vol/nowhere",)))
    with pytest.raises(ToolError, match=r"it cannot read /vol/nowhere/sintel\S+ \(No such file") as raised:
        followed(mapped.work(Order(sample, Request(("youtube-full",), SMALL), tmp_path)))
    assert "say with --map where it is" in str(raised.value)
    mapped.close()


def test_a_cluster_that_is_not_there_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_CONNECTING_SECONDS", 0.5)
    with pytest.raises(ToolError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Dask("tcp://127.0.0.1:9")
