"""The process at the other end of `local`: it runs one task after the other, and ends when its standard input does."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn

from autocut.errors import AutocutError
from autocut.farm.wire import Beat, Broken, Done, Ready, Refused, Told, packed, unpacked
from autocut.model.event import Progressed
from autocut.model.task import HERE, Task

_BEAT_SECONDS = 1.0
_PROGRESS_SECONDS = 0.2
# Long enough to end ffmpeg and remove working folders, short enough for whoever waits.
_UNWINDING_SECONDS = 5.0
_TERMINATED = 128 + signal.SIGTERM

Say = Callable[[Told], None]


def main() -> None:
    """Run the tasks that come until there are no more."""
    signal.signal(signal.SIGTERM, _terminate)
    # Whoever started this says when it ends, also at Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    say = _voice(os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0))
    # What a library prints must not come between the lines.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    say(Ready(os.getpid()))
    threading.Thread(target=_beat, args=(say,), daemon=True).start()
    while True:
        say(_outcome(tasks.get(), say))


def _outcome(line: bytes, say: Say) -> Done | Refused | Broken:
    try:
        task: Task[Any] = unpacked(line)
    except Exception:
        # Of a module that is not to be found here.
        return Broken(traceback.format_exc())
    work = task.run(HERE)
    last: dict[tuple[str, str], float] = {}
    try:
        while True:
            event = next(work)
            if not isinstance(event, Progressed) or _is_due(event, last):
                say(event)
    except StopIteration as end:
        return Done(end.value)
    except AutocutError as error:
        return Refused(error)
    except Exception:
        return Broken(traceback.format_exc())
    finally:
        work.close()


def _is_due(event: Progressed, last: dict[tuple[str, str], float]) -> bool:
    now = time.monotonic()
    if now - last.get((event.stage, event.subject), -_PROGRESS_SECONDS) < _PROGRESS_SECONDS:
        return False
    last[event.stage, event.subject] = now
    return True


def _voice(stream: Any) -> Say:
    turn = threading.Lock()

    def say(told: Told) -> None:
        line = memoryview(packed(told))
        with turn:
            while line:
                line = line[stream.write(line) :]

    return say


def _beat(say: Say) -> None:
    while True:
        time.sleep(_BEAT_SECONDS)
        try:
            say(Beat())
        except OSError:
            return


def _listen(stream: BinaryIO, tasks: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        tasks.put(line)
    clock = threading.Timer(_UNWINDING_SECONDS, os._exit, (_TERMINATED,))
    clock.daemon = True
    clock.start()
    os.kill(os.getpid(), signal.SIGTERM)


def _terminate(signal_number: int, frame: object) -> NoReturn:
    # As an exception, so that ffmpeg is ended and every working folder removed on the way out.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(_TERMINATED)


if __name__ == "__main__":
    main()
