"""Executors by the names that a person gives them."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.errors import PresetError
from autocut.farm.paths import maps_of
from autocut.model.task import Executor

_KNOWN = "local, dask://HOST:PORT, tls://HOST:PORT or dask-local:N"


def executor_of(name: str, jobs: int = 1, maps: Sequence[str] = (), tries: int = 3) -> Executor:
    """The executor of the name: `local` with so many jobs at once, or a cluster as `dask.Dask` says.

    `maps` are folders, as `/mnt/a=/vol/a`; a task whose process is lost is done `tries` times in all. Raises
    PresetError where the name or a map is none, ToolError where the cluster cannot be used.
    """
    mapped = maps_of(maps)
    kind, _, rest = name.partition(":")
    if name == "local":
        if mapped:
            raise PresetError("--map is for machines that see other paths than this one; --executor local has none")
        from autocut.farm.local import Local

        return Local(jobs, tries)
    from autocut.farm.dask import Dask

    if kind == "dask-local" and rest.isdecimal() and int(rest) > 0:
        return Dask(int(rest), mapped, tries)
    if kind in ("dask", "tls", "tcp") and rest.startswith("//") and len(rest) > len("//"):
        return Dask(f"{'tcp' if kind == 'dask' else kind}:{rest}", mapped, tries)
    raise PresetError(f"no executor is called {name}: choose {_KNOWN}")
