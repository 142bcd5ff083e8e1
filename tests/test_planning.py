"""A plan is the same, byte for byte, wherever its parts are worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autocut import store
from autocut.farm.local import Local
from autocut.farm.wire import packed, unpacked
from autocut.media.run import finish
from autocut.model.brought import Brought
from autocut.model.task import HERE, Executor
from autocut.pipeline import planned
from autocut.planfile import write_plan
from autocut.planning import Planning
from autocut.survey import Sources
from autocut.weightings import load
from tests.builders import a_master, a_preset, an_analysis

MODEL = "analysis.model=tiny.en"


@pytest.fixture
def two() -> Iterator[Local]:
    workers = Local(2)
    yield workers
    workers.close()


@pytest.mark.slow
def test_the_plan_of_several_presets_is_the_same_from_two_processes_as_from_this_one(
    make: Callable[..., Path], sample: Path, two: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make("thirty-seconds-of-the-sample.mp4", "-ss", "10", "-i", str(sample), "-t", "30", "-vf", "scale=480:-2",
                "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")  # fmt: skip
    trailer = a_preset("trailer-landscape", MODEL, f"branding.music={sample}")
    presets = [a_preset("youtube-short", MODEL), trailer, a_preset("youtube-full", MODEL)]

    def plan_from(executor: Executor) -> bytes:
        monkeypatch.setenv(store.SETTING, str(tmp_path / f"findings-{executor.slots}"))
        plan = finish(planned(path, presets, Sources(offline=True), executor))
        assert sum(bool(rendition.timeline.clips) for rendition in plan.renditions) >= 2
        file = tmp_path / f"plan-{executor.slots}.json"
        write_plan(plan, file)
        assert any(rendition.timeline.music for rendition in plan.renditions)
        return file.read_bytes()

    assert plan_from(two) == plan_from(HERE)


def test_planning_goes_to_another_process_whole() -> None:
    master = a_master()
    task = Planning(master, an_analysis(master), Brought(), a_preset(), load("autocut-1"))
    assert unpacked(packed(task)) == task
    assert unpacked(packed(finish(HERE.work(task)))) == finish(HERE.work(task))
