"""Figures for Prometheus: read by its own parser, from a server on this machine alone."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from autocut.errors import DeliveryError, PresetError
from autocut.watch.telling.metrics import Counts, Metrics

SOME = Counts(
    jobs={("social", "waiting"): 3, ('news "1"', "delivered"): 7},
    oldest_seconds={"social": 61.5},
    free_bytes={"social": 10**12},
    broken={"social": False, "bad": True},
    notices=2,
    polled=1_795_000_000.5,
)
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    families = text_string_to_metric_families(text)
    return {(each.name, frozenset(each.labels.items())): each.value for family in families for each in family.samples}


def key(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


def test_the_figures_are_those_of_the_moment_in_which_they_are_asked_for() -> None:
    now = [SOME]
    metrics = Metrics(lambda: now[0])
    metrics.took("social", "delivered", 45.0)
    metrics.took("social", "delivered", 700.0)
    first = samples(metrics.text())
    assert first[key("autocut_jobs", inbox="social", state="waiting")] == 3
    assert first[key("autocut_jobs", inbox='news "1"', state="delivered")] == 7
    assert first[key("autocut_queue_oldest_seconds", inbox="social")] == 61.5
    assert first[key("autocut_free_bytes", inbox="social")] == 1e12
    assert first[key("autocut_inbox_broken", inbox="bad")] == 1
    assert first[key("autocut_notices_due")] == 2
    assert first[key("autocut_last_poll_timestamp_seconds")] == 1_795_000_000.5
    done = {"inbox": "social", "outcome": "delivered"}
    assert first[key("autocut_job_seconds_count", **done)] == 2
    assert first[key("autocut_job_seconds_sum", **done)] == 745
    assert first[key("autocut_job_seconds_bucket", le="60.0", **done)] == 1
    now[0] = Counts(jobs={("social", "waiting"): 0})
    assert samples(metrics.text())[key("autocut_jobs", inbox="social", state="waiting")] == 0


def test_where_the_ledger_cannot_be_read_the_service_is_not_up() -> None:
    def unreadable() -> Counts:
        raise DeliveryError("the ledger cannot be read")

    up = {name: value for (name, _), value in samples(Metrics(unreadable).text()).items()}
    assert up == {"autocut_up": 0}
    assert 1 in samples(Metrics(Counts).text()).values()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def refused(connect: Callable[[], object]) -> bool:
    try:
        connect()
    except ConnectionRefusedError:
        return True
    return False


def test_they_are_served_to_this_machine_alone_and_the_port_is_free_afterwards(port: int) -> None:
    metrics = Metrics(lambda: SOME)
    metrics.serve(port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            assert samples(answer.read().decode())[key("autocut_notices_due")] == 2
        # All of 127/8 is this machine; a server on every address would answer there too.
        assert refused(lambda: socket.create_connection(("127.0.0.2", port), timeout=5))
        with pytest.raises(PresetError, match=f"cannot be served on port {port} of 127.0.0.1: Address already in use"):
            Metrics(lambda: SOME).serve(port)
    finally:
        metrics.close()
    assert refused(lambda: socket.create_connection(("127.0.0.1", port), timeout=5))
    metrics.close()
