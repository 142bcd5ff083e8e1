"""Figures of the service for Prometheus, on this machine alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any

from autocut import __version__
from autocut.errors import AutocutError, PresetError

if TYPE_CHECKING:
    from prometheus_client import Metric

HOST = "127.0.0.1"
_STEPS = (10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted at this moment: `jobs` by inbox and state, the rest by inbox.

    `oldest_seconds` is how long the first of those that wait has waited, `free_bytes` the room on the inbox's disk,
    `notices` how many hooks and webhooks are still to be told, `polled` the Unix time of the last look.
    """

    jobs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    oldest_seconds: Mapping[str, float] = field(default_factory=dict)
    free_bytes: Mapping[str, int] = field(default_factory=dict)
    broken: Mapping[str, bool] = field(default_factory=dict)
    notices: int = 0
    polled: float = 0.0


class Metrics:
    """Counts as they are when they are asked for, and how long jobs took since the service began."""

    def __init__(self, counts: Callable[[], Counts]) -> None:
        from prometheus_client import CollectorRegistry, Histogram

        self._registry = CollectorRegistry()
        self._registry.register(_Collector(counts))
        self._seconds = Histogram(
            "autocut_job_seconds",
            "What jobs took from claim to end",
            ("inbox", "outcome"),
            registry=self._registry,
            buckets=_STEPS,
        )
        self._server: tuple[Any, Thread] | None = None

    def took(self, inbox: str, outcome: str, seconds: float) -> None:
        """Count a job that ended."""
        self._seconds.labels(inbox, outcome).observe(seconds)

    def text(self) -> str:
        """All figures in Prometheus' text format; where they cannot be had, autocut_up is 0 and stands alone."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry).decode()

    def serve(self, port: int) -> None:
        """Answer at http://127.0.0.1:PORT/metrics until `close`; raises PresetError where the port cannot be had."""
        from prometheus_client import start_http_server

        try:
            self._server = start_http_server(port, addr=HOST, registry=self._registry)
        except OSError as error:
            raise PresetError(
                f"metrics cannot be served on port {port} of {HOST}: {os.strerror(error.errno or 0)}"
            ) from error

    def close(self) -> None:
        """Answer no more, and leave the port free."""
        if self._server is not None:
            server, thread = self._server
            server.shutdown()
            server.server_close()
            thread.join()
            self._server = None


class _Collector:
    def __init__(self, counts: Callable[[], Counts]) -> None:
        self._counts = counts

    def collect(self) -> Iterable[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        up = GaugeMetricFamily("autocut_up", "Whether the service can read its own ledger", labels=("version",))
        try:
            counts = self._counts()
        except AutocutError:
            up.add_metric((__version__,), 0)
            yield up
            return
        up.add_metric((__version__,), 1)
        yield up
        yield _gauge("autocut_jobs", "Masters in the ledger", ("inbox", "state"), counts.jobs)
        yield _gauge(
            "autocut_queue_oldest_seconds",
            "How long the first that waits has waited",
            ("inbox",),
            counts.oldest_seconds,
        )
        yield _gauge("autocut_free_bytes", "Room on the disk of the inbox", ("inbox",), counts.free_bytes)
        yield _gauge("autocut_inbox_broken", "Whether the settings of the inbox are wrong", ("inbox",), counts.broken)
        yield GaugeMetricFamily("autocut_notices_due", "Hooks and webhooks still to be told", counts.notices)
        yield GaugeMetricFamily(
            "autocut_last_poll_timestamp_seconds", "When the inboxes were last looked at", counts.polled
        )


def _gauge(name: str, said: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(name, said, labels=labels)
    for key, value in values.items():
        family.add_metric(key if isinstance(key, tuple) else (key,), float(value))
    return family
