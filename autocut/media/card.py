"""Graphics cards, each for one task at a time, whichever process of this machine runs it."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO

from platformdirs import user_cache_path

from autocut.errors import ToolError

_WAIT_SECONDS = 0.2


def cards() -> int:
    """How many cards there are that CTranslate2 can use."""
    import ctranslate2

    count: int = ctranslate2.get_cuda_device_count()
    return count


def a_card(
    count: int | None = None, folder: Path | None = None
) -> Generator[float, None, AbstractContextManager[int | None]]:
    """The number of a card that is then held until the block ends, or its process does; None where there is none.

    While all `count` (as many as there are) are held, it yields 0 five times a second. Whoever takes the same lock
    files, in the user's cache or the `folder`, takes turns. Raises ToolError where these cannot be written.
    """
    count = cards() if count is None else count
    if not count:
        return nullcontext()
    folder = folder or user_cache_path("autocut") / "cards"
    while True:
        for number in range(count):
            file = _locked(folder / f"{number}.lock")
            if file is not None:
                return _held(number, file)
        yield 0.0
        time.sleep(_WAIT_SECONDS)


@contextmanager
def _held(number: int, file: IO[bytes]) -> Iterator[int]:
    with file:
        yield number


def _locked(path: Path) -> IO[bytes] | None:
    """The file, locked until it is closed; None where another has locked it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise ToolError(f"{path} cannot be written, which says who uses a graphics card: {error.strerror}") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
