"""Tensors from a file that torch wrote, without torch.

Since torch 1.6 such a file is a zip: the pickle of the object, in which storages are only named, and for each
storage a file of its raw values. Before, it was three pickles that say what it is, the pickle of the object, the
pickle of the names, and behind it each storage: its length and its raw values (`torch/serialization.py`, `_save`
and `_legacy_save`).
"""

from __future__ import annotations

import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LENGTH_BYTES = 8
_FLOAT_BYTES = 4
_HEADERS = 3


@dataclass(frozen=True, slots=True)
class _Storage:
    """Values of one kind, as torch names it, under a key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class _Tensor:
    """A contiguous tensor: in which storage, from which value on, in which shape."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]


class _Names(pickle.Unpickler):
    """Reads plain containers, tensors and names of storages; whatever else a pickle could call is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """The few things that weights are made of."""
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, *_: _Tensor(storage, offset, shape)
        if module == "torch" and name.endswith("Storage"):
            return name
        raise pickle.UnpicklingError(f"{module}.{name} has no place among weights")

    def persistent_load(self, named: Any) -> _Storage:
        """A storage by its name."""
        return _Storage(str(named[1]), str(named[2]))


def tensors(path: Path, table: str | None = None) -> Mapping[str, NDArray[np.float32]]:
    """The float32 tensors of the saved dictionary, or of one table of it, by their names.

    Raises pickle.UnpicklingError where the file holds anything but weights.
    """
    with path.open("rb") as file:
        return _zipped(file, table) if zipfile.is_zipfile(file) else _legacy(file, table)


def _zipped(file: IO[bytes], table: str | None) -> dict[str, NDArray[np.float32]]:
    with zipfile.ZipFile(file) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
        with archive.open(name) as pickled:
            saved = _Names(pickled).load()
        folder = name.removesuffix(".pkl")
        return _filled(saved, table, lambda key: archive.read(f"{folder}/{key}"))


def _legacy(file: IO[bytes], table: str | None) -> dict[str, NDArray[np.float32]]:
    file.seek(0)
    for _ in range(_HEADERS):
        _Names(file).load()
    saved = _Names(file).load()
    storages = {key: _storage(file) for key in _Names(file).load()}
    return _filled(saved, table, lambda key: storages[key])


def _storage(file: IO[bytes]) -> bytes:
    return file.read(_FLOAT_BYTES * int.from_bytes(file.read(_LENGTH_BYTES), "little"))


def _filled(saved: Any, table: str | None, values: Callable[[str], bytes]) -> dict[str, NDArray[np.float32]]:
    import numpy as np

    found = {}
    for name, tensor in (saved if table is None else saved[table]).items():
        if tensor.storage.kind == "FloatStorage":
            length = int(np.prod(tensor.shape))
            flat = np.frombuffer(values(tensor.storage.key), "<f4", length, tensor.offset * _FLOAT_BYTES)
            found[name] = flat.reshape(tensor.shape)
    return found
