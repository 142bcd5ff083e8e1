"""Executors by their names."""

from __future__ import annotations

import pytest

from autocut.errors import PresetError
from autocut.farm.executor import executor_of


def test_local_has_as_many_slots_as_there_are_jobs() -> None:
    executor = executor_of("local", 3)
    assert executor.slots == 3
    executor.close()


@pytest.mark.parametrize(
    "name", ["", "ray", "dask", "dask:", "dask://", "dask-local", "dask-local:0", "dask-local:two"]
)
def test_an_unknown_name_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(PresetError, match=r"choose local, dask://HOST:PORT, tls://HOST:PORT or dask-local:N"):
        executor_of(name)


def test_a_map_for_this_machine_alone_is_refused() -> None:
    with pytest.raises(PresetError, match="--map is for machines that see other paths"):
        executor_of("local", 1, ("/a=/b",))
