"""What the ledger has to tell is told once, to each that wants to know, however often it takes."""

from __future__ import annotations

import io
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autocut.watch.inbox import Hooks, Inbox, Webhook
from autocut.watch.journal import Journal
from autocut.watch.ledger import Ledger
from autocut.watch.post import MOST_ATTEMPTS, Post
from autocut.watch.records import Notice
from tests.watch.receiver import Behaviour, Receiver, receiving
from tests.watch.reports import DELIVERED, inbox, told


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLD_BY", "a secret")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


class Service:
    """A ledger and its log, as the service has them."""

    def __init__(self, folder: Path, watched: Inbox) -> None:
        self.ledger = Ledger(folder / "ledger.sqlite")
        self.said = io.StringIO()
        self.journal = Journal(terminal=self.said)
        self.inboxes = {watched.name: watched}
        self.stop = threading.Event()

    def ended(self, number: int) -> None:
        """A job of that number ends, with its notices."""
        job = self.ledger.begin("social", f"{number}.mov", f"f{number}", f"{number:064}", "r")
        (watched,) = self.inboxes.values()
        messages = enumerate(told(DELIVERED, watched.hooks, *watched.webhooks))
        notices = [Notice(f"delivered {at}", each.target, each.body) for at, each in messages]
        self.ledger.update(job.id, state="delivered", notices=notices)

    def tells(self) -> None:
        Post(self.ledger, self.journal, self.inboxes.get, self.stop, chance=lambda: 0.0).tell_all()

    def left(self) -> Sequence[int]:
        """How often each of those that are still due was tried."""
        return [due.attempts for due in self.ledger.notices_due(1e10)]

    def log(self) -> list[tuple[str, str]]:
        lines = [json.loads(line) for line in self.said.getvalue().splitlines()]
        return [(line["event"], line["sentence"]) for line in lines]


def test_every_notice_is_told_until_it_is_heard_and_then_never_again(tmp_path: Path, receiver: Receiver) -> None:
    count = "import sys; open(sys.argv[1], 'a').write(sys.argv[2])"
    hooks = Hooks((sys.executable, "-c", count, str(tmp_path / "heard"), "{preset} "))
    service = Service(tmp_path, inbox(hooks, Webhook(receiver.url, "TOLD_BY")))
    receiver.behaviours[:] = [Behaviour(503)]
    service.ended(1)
    service.tells()
    assert (tmp_path / "heard").read_text() == "tiktok trailer-vertical "
    assert service.left() == [1]
    service.tells()
    service.tells()
    assert service.left() == []
    assert (tmp_path / "heard").read_text() == "tiktok trailer-vertical "
    assert len(receiver.got) == 2
    assert len({headers["Idempotency-Key"] for headers, _ in receiver.got}) == 1
    assert [event for event, _ in service.log()] == ["told", "told", "not told", "told"]
    assert ("not told", f"{receiver.url} answered 503 Service Unavailable; again in 0 s") in service.log()


def test_a_target_that_does_not_hear_holds_up_no_other_and_is_given_up_in_the_end(
    tmp_path: Path, receiver: Receiver
) -> None:
    hooks = Hooks((sys.executable, "-c", "import sys; sys.exit('no')", "{job}"))
    service = Service(tmp_path, inbox(hooks, Webhook(receiver.url, "TOLD_BY")))
    for number in range(3):
        service.ended(number)
    service.tells()
    assert len(receiver.got) == 3
    assert service.left() == [1, 0, 0]
    for due in service.ledger.notices_due(1e10):
        for _ in range(MOST_ATTEMPTS - 1 - due.attempts):
            service.ledger.notice_failed(due.id, 0.0, "no")
    for _ in range(3):
        service.tells()
    assert service.left() == []
    assert service.log()[-1][1].endswith("ended with code 1: no; given up")


def test_who_says_stop_gets_none_of_what_is_left(tmp_path: Path, receiver: Receiver) -> None:
    service = Service(tmp_path, inbox(Hooks(), Webhook(receiver.url, "TOLD_BY")))
    for number in range(3):
        service.ended(number)
    receiver.behaviours[:] = [Behaviour(410)]
    service.tells()
    assert len(receiver.got) == 1
    assert service.left() == []


def test_what_is_under_way_at_the_end_of_the_service_stays_due(tmp_path: Path) -> None:
    hooks = Hooks((sys.executable, "-c", f"import time; open({str(tmp_path / 'began')!r}, 'w'); time.sleep(60)"))
    service = Service(tmp_path, inbox(hooks))
    service.ended(1)
    thread = threading.Thread(target=service.tells)
    thread.start()
    while not (tmp_path / "began").exists():
        assert thread.is_alive()
    service.stop.set()
    thread.join()
    assert service.left() == [0]


def test_what_an_inbox_that_is_not_watched_now_has_to_tell_waits(tmp_path: Path, receiver: Receiver) -> None:
    service = Service(tmp_path, inbox(Hooks(), Webhook(receiver.url, "TOLD_BY")))
    service.ended(1)
    watched = dict(service.inboxes)
    service.inboxes.clear()
    service.tells()
    assert receiver.got == []
    assert service.left() == [0]
    service.inboxes.update(watched)
    service.tells()
    assert service.left() == []
