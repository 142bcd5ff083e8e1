"""A receiver of webhooks on this machine that behaves as it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What one request is answered: after `pause` seconds a status and headers; with status 0 the line is cut."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0


@dataclass(slots=True)
class Receiver:
    """Its address, what it is to do with the next requests (then it is well), and what it got: headers and bodies."""

    url: str
    behaviours: list[Behaviour] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append((dict(self.headers), body))
            behaviour = receiver.behaviours.pop(0) if receiver.behaviours else Behaviour()
            time.sleep(behaviour.pause)
            if not behaviour.status:
                self.connection.close()
                return
            self.send_response(behaviour.status)
            for name, value in behaviour.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except (OSError, ValueError):
                # The other side did not wait.
                return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(f"http://127.0.0.1:{server.server_port}/told")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
