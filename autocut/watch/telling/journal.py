"""The log of the service: one JSON object a line, and readable lines on a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Literal, TextIO

from autocut.errors import DeliveryError

Level = Literal["info", "warning", "error"]


class Journal:
    """Writes to a file that is rotated at `most_bytes`, with the last `keep` as FILE.1, FILE.2 and so on.

    Lines are whole and in order, from whichever thread. A terminal gets them in readable form, and what is no
    terminal gets the JSON where there is no file. Where the file cannot be written, they go to stderr instead,
    with the reason, and the service goes on. One process alone writes to a file.
    """

    def __init__(
        self, path: Path | None = None, most_bytes: int = 10_000_000, keep: int = 5, terminal: TextIO | None = None
    ) -> None:
        """Open the file and make its folder; raises DeliveryError where it cannot. `terminal` is stderr if None."""
        self._path, self._most, self._keep = path, most_bytes, keep
        self._terminal = sys.stderr if terminal is None else terminal
        self._lock = threading.Lock()
        self._file: FileIO | None = None
        try:
            self._open()
        except OSError as error:
            raise DeliveryError(f"the log {path} cannot be written: {error.strerror}") from error

    def write(
        self, event: str, sentence: str, *, level: Level = "info", inbox: str = "", job: str = "", **facts: object
    ) -> None:
        """Write that the event happened, now; `facts` are more keys of the line, of anything that JSON can say."""
        now = datetime.now(UTC)
        said = {"inbox": inbox, "job": job, "event": event, "sentence": sentence, **facts}
        stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"time": stamp, "level": level, **said}, ensure_ascii=False, default=str)
        # A name of a file that is not UTF-8 becomes an escape that JSON knows.
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        with self._lock:
            written = self._to_file(data)
            if self._terminal.isatty():
                self._to_terminal(_readable(now, level, inbox, sentence))
            elif not written:
                self._to_terminal(data.decode())

    def reopen(self) -> None:
        """Open the file by its name again, as after logrotate moved it away."""
        with self._lock:
            self._close()
            with contextlib.suppress(OSError):
                self._open()

    def close(self) -> None:
        """Write no more."""
        with self._lock:
            self._close()
            self._path = None

    def _to_file(self, data: bytes) -> bool:
        if self._path is None:
            return False
        try:
            if self._file is None:
                self._open()
            assert self._file is not None
            if self._file.tell() and self._file.tell() + len(data) > self._most:
                self._rotate()
            left = data
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            # The next line tries again: shares come back.
            self._close()
            self._to_terminal(f"the log {self._path} cannot be written: {error.strerror}\n")
            return False
        return True

    def _open(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a+b", buffering=0)
        # A run that was killed, or a full disk, may have left half a line.
        if self._file.seek(0, os.SEEK_END) and self._last_byte() != b"\n":
            self._file.write(b"\n")

    def _last_byte(self) -> bytes:
        assert self._file is not None
        self._file.seek(-1, os.SEEK_END)
        return self._file.read(1)

    def _rotate(self) -> None:
        assert self._path is not None
        self._close()
        places = [self._path, *(self._path.with_name(f"{self._path.name}.{k}") for k in range(1, self._keep + 1))]
        if self._keep == 0:
            self._path.unlink()
        for older, newer in zip(reversed(places[1:]), reversed(places[:-1]), strict=True):
            with contextlib.suppress(FileNotFoundError):
                newer.replace(older)
        self._open()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _to_terminal(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._terminal.write(line)
            self._terminal.flush()


def _readable(now: datetime, level: Level, inbox: str, sentence: str) -> str:
    # Names of files may hold what moves the cursor.
    plain = "".join(sign if sign.isprintable() else "?" for sign in sentence.replace("\n", "; "))
    where = f"{inbox}: " if inbox else ""
    mark = "" if level == "info" else f"{level}: "
    return f"{now.astimezone():%H:%M:%S} {mark}{where}{plain}\n"
