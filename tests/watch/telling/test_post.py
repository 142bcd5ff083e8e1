"""What the ledger has to tell is told once, to each that wants to know, however often it takes."""

from __future__ import annotations

import io
import json
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autocut.watch.inbox import Hooks, Inbox, Webhook
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import Notice
from autocut.watch.telling.journal import Journal
from autocut.watch.telling.post import MOST_ATTEMPTS, Post
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
    assert service.ledger.notices_due(time.time()) == (), "it is being told"
    service.stop.set()
    thread.join()
    assert [due.attempts for due in service.ledger.notices_due(time.time())] == [0]


def test_two_watchers_with_one_ledger_tell_each_notice_once(tmp_path: Path, receiver: Receiver) -> None:
    service = Service(tmp_path, inbox(Hooks(), Webhook(receiver.url, "TOLD_BY")))
    for number in range(12):
        service.ended(number)
    receiver.behaviours[:] = [Behaviour(pause=0.05) for _ in range(12)]
    watchers = [threading.Thread(target=service.tells) for _ in range(3)]
    for each in watchers:
        each.start()
    for each in watchers:
        each.join()
    assert service.left() == []
    keys = [headers["Idempotency-Key"] for headers, _ in receiver.got]
    assert len(keys) == len(set(keys)) == 12


def test_what_was_taken_by_a_process_that_was_killed_is_due_again_later(tmp_path: Path) -> None:
    service = Service(tmp_path, inbox(Hooks(("true",))))
    service.ended(1)
    (due,) = service.ledger.notices_due(1000.0)
    assert service.ledger.put_off_notice(due.id, 1000.0, 1060.0)
    assert not service.ledger.put_off_notice(due.id, 1030.0, 1090.0)
    assert service.ledger.notices_due(1059.0) == ()
    assert service.ledger.notices_due(1060.0) == (due,)


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
