"""Run a program: its output line by line while it works, its whole process group killed when the caller stops.

On Linux the program is also killed when the thread that started it ends, as it does when this process is killed.
The only module that imports subprocess.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from autocut.errors import FfmpegError, ToolError
from autocut.media.tools import ffmpeg_path

T = TypeVar("T")

_LIBC = ctypes.PyDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1
_KILLED = 128 + signal.SIGKILL
_GRAPH = "-filter_complex"
# Linux takes 131072 bytes in one argument.
_LONGEST_ARGUMENT = 100_000
_PACE = 0.1
_TAIL = 4_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: the command, its return code and all that it wrote to stderr."""

    command: tuple[str, ...]
    return_code: int
    stderr: str


def run(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    feed: Iterable[bytes] | None = None,
    limit: float | None = None,
) -> Generator[str, None, Outcome]:
    """Yield the lines of the program's stdout; return its outcome, good or bad.

    `feed` is written to its stdin. Closing the generator, or any exception in it, kills the whole
    process group before it is passed on. So does the end of `limit` seconds: the outcome is then bad, and its
    stderr says just that. Raises ToolError where the program cannot be started.
    """
    try:
        process = subprocess.Popen(
            list(command),
            cwd=cwd,
            stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_die_with_parent(),
        )
    except OSError as error:
        raise ToolError(f"{command[0]} cannot be started: {error.strerror}; `autocut doctor` says more") from error
    errors: list[str] = []
    drain = threading.Thread(target=_drain, args=(process.stderr, errors), daemon=True)
    overrun = threading.Event()
    clock = threading.Timer(threading.TIMEOUT_MAX if limit is None else limit, _overrun, (process, overrun))
    clock.daemon = True
    try:
        if limit is not None:
            clock.start()
        drain.start()
        if feed is not None:
            # It is not waited for: it may itself wait for something to feed.
            threading.Thread(target=_feed, args=(process.stdin, feed), daemon=True).start()
        assert process.stdout is not None
        for line in process.stdout:
            yield line.decode("utf-8", "replace").rstrip("\r\n")
        process.wait()
        drain.join()
    finally:
        clock.cancel()
        _kill_group(process)
    said = f"it did not end within {limit:g} s and was stopped\n" if overrun.is_set() else "".join(errors)
    return Outcome(tuple(command), process.returncode, said)


def call(
    command: Sequence[str], *, said: bytes, environment: Mapping[str, str], limit: float
) -> Generator[None, None, Outcome]:
    """Run a program that is foreign to us, yielding several times a second; return its outcome, good or bad.

    It reads `said` from its stdin; what it prints is nobody's, of its stderr the last kilobytes are kept. No pipe
    ties it to us, so that what it leaves running in the background holds up nobody. Closing the generator, or the end
    of `limit` seconds, kills its process group as in `run`. Raises ToolError where it cannot be started.
    """
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
        stdin.write(said)
        stdin.seek(0)
        try:
            process = subprocess.Popen(
                list(command),
                env=dict(environment),
                stdin=stdin,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                start_new_session=True,
                preexec_fn=_die_with_parent(),
            )
        except OSError as error:
            raise ToolError(f"{command[0]} cannot be started: {error.strerror}") from error
        until = time.monotonic() + limit
        try:
            while process.poll() is None and time.monotonic() < until:
                yield
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(min(_PACE, limit))
            overrun = process.poll() is None
        finally:
            _kill_group(process)
        stderr.seek(max(0, stderr.seek(0, os.SEEK_END) - _TAIL))
        written = (
            f"it did not end within {limit:g} s and was stopped\n"
            if overrun
            else stderr.read().decode("utf-8", "replace")
        )
    return Outcome(tuple(command), process.returncode, written)


def ffmpeg(
    arguments: Sequence[str],
    *,
    duration: float = 0.0,
    cwd: Path | None = None,
    feed: Iterable[bytes] | None = None,
    limit: float | None = None,
) -> Generator[float, None, str]:
    """Run ffmpeg with `arguments`, yielding the share done (0-1) of `duration` seconds; return its stderr.

    Raises FfmpegError where it ends with an error, or not within `limit` seconds.
    """
    options = ["-hide_banner", "-y", "-nostats", "-progress", "pipe:1"]
    if feed is None:
        options.append("-nostdin")
    with tempfile.NamedTemporaryFile("w", prefix="autocut-", suffix=".graph", encoding="utf-8") as graph:
        command = [str(ffmpeg_path()), *options, *_with_long_graph_in(graph, arguments)]
        lines = run(command, cwd=cwd, feed=feed, limit=limit)
        while True:
            try:
                line = next(lines)
            except StopIteration as end:
                outcome: Outcome = end.value
                break
            key, _, value = line.partition("=")
            if key == "out_time_us" and duration > 0 and value.lstrip("-").isdigit():
                yield min(1.0, max(0.0, int(value) / 1e6 / duration))
    if outcome.return_code != 0:
        raise FfmpegError(outcome.command, outcome.return_code, outcome.stderr)
    return outcome.stderr


def _with_long_graph_in(file: IO[str], arguments: Sequence[str]) -> list[str]:
    """The arguments, with a graph that is longer than a system's longest argument in the file; ffmpeg 7 reads it."""
    given = list(arguments)
    if _GRAPH in given:
        place = given.index(_GRAPH)
        if len(given[place + 1].encode()) > _LONGEST_ARGUMENT:
            file.write(given[place + 1])
            file.flush()
            given[place : place + 2] = [f"-/{_GRAPH.removeprefix('-')}", file.name]
    return given


def finish(work: Generator[object, None, T]) -> T:
    """Run a generator to its end and return what it returns, unheard."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def _die_with_parent() -> Callable[[], None] | None:
    """What the child does before it becomes the program: ask Linux to be killed when its parent ends."""
    if _LIBC is None:
        return None
    parent = os.getpid()

    def ask() -> None:
        assert _LIBC is not None
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(_KILLED)

    return ask


def _drain(stream: IO[bytes], into: list[str]) -> None:
    for line in stream:
        into.append(line.decode("utf-8", "replace"))


def _feed(stream: IO[bytes], pieces: Iterable[bytes]) -> None:
    # The program's own return code tells of a pipe that it closed early.
    with contextlib.suppress(BrokenPipeError), stream:
        for piece in pieces:
            stream.write(piece)
            stream.flush()


def _overrun(process: subprocess.Popen[bytes], overrun: threading.Event) -> None:
    # Not yet waited for, so that the number is still its own; its children may outlive it.
    if process.returncode is None:
        overrun.set()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
