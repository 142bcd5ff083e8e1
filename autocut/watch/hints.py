"""Events of the file system: they only say that it is worth looking now, for on shares they do not come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event


@contextmanager
def hinted(folders: Iterable[Path], wake: Event) -> Iterator[None]:
    """Set `wake` whenever something is new or renamed in one of the folders, as far as the system tells it."""
    import logging

    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer

    class Waking(FileSystemEventHandler):
        def on_any_event(self, event: object) -> None:
            if getattr(event, "event_type", "") in ("created", "moved", "closed"):
                wake.set()

    # What it has to say of events that nobody waits for any more is no line of ours.
    logging.getLogger("watchdog").addHandler(logging.NullHandler())
    observer = Observer()
    for folder in folders:
        # A folder that is not there or a system without watches left: polls see the rest.
        with suppress(OSError):
            observer.schedule(Waking(), str(folder))
    started = False
    with suppress(OSError, RuntimeError):
        observer.start()
        started = True
    try:
        yield
    finally:
        if started:
            observer.stop()
            observer.join()
