"""Webhooks: signed, told once whatever the receiver does, and not led astray."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from autocut.media.run import finish
from autocut.watch.inbox import Hooks, Webhook
from autocut.watch.telling.report import Answer
from autocut.watch.telling.tell import tell
from autocut.watch.telling.webhooks import faults_of_webhook, post, signature, verify
from tests.watch.receiver import Behaviour, Receiver, receiving
from tests.watch.reports import DELIVERED, FAILED, inbox, told

SECRET = b"a secret"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLD_BY", SECRET.decode())
    # A proxy must not be asked for this machine itself.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def sent(receiver: Receiver, *behaviours: Behaviour, timeout: float = 5.0) -> list[Answer]:
    """The answers to one message that is sent as often as there are behaviours."""
    webhook = Webhook(receiver.url, "TOLD_BY", timeout=timeout)
    (message,) = told(DELIVERED, Hooks(), webhook)
    receiver.behaviours[:] = behaviours
    return [finish(post(message, webhook)) for _ in behaviours]


def test_a_message_is_signed_and_the_same_each_time_it_is_sent(receiver: Receiver) -> None:
    first, second = sent(receiver, Behaviour(500), Behaviour(200))
    assert (first.verdict, second.verdict) == ("later", "told")
    assert first.reason == f"{receiver.url} answered 500 Internal Server Error"
    (headers, body), (headers_again, body_again) = receiver.got
    assert body == body_again
    assert headers["Idempotency-Key"] == headers_again["Idempotency-Key"] == json.loads(body)["id"]
    assert headers["Content-Type"] == "application/json"
    for each in (headers, headers_again):
        assert verify(body, each["Autocut-Signature"], SECRET)
    said = json.loads(body)
    assert (said["event"], said["job"]["id"], said["job"]["master"]) == ("delivered", "17", DELIVERED.master)
    assert [made["path"] for made in said["job"]["versions"]] == [made.path for made in DELIVERED.versions]


def test_a_signature_holds_for_its_body_its_secret_and_its_time_alone() -> None:
    body = '{"event": "delivered", "master": "Gespräch.mov"}'.encode()
    header = signature(body, SECRET, 1_000_000)
    assert verify(body, header, SECRET, now=1_000_299)
    assert verify(body, f"{header},v1=00ff", SECRET, now=1_000_000), "a second secret, while one is changed"
    assert not verify(body + b" ", header, SECRET, now=1_000_000)
    assert not verify(body, header, b"another", now=1_000_000)
    assert not verify(body, header, SECRET, now=1_000_301)
    assert not verify(body, header, SECRET, now=999_000)
    assert not verify(body, header.replace("t=1000000", "t=1000001"), SECRET, now=1_000_001)
    for broken in ("", "t=,v1=", "v1=00", "t=x,v1=00", "t=1000000", f"{header},t=1000000", "t=²,v1=é"):
        assert not verify(body, broken, SECRET, now=1_000_000)


def test_who_is_busy_is_asked_again_when_it_says_and_who_refuses_is_left_alone(receiver: Receiver) -> None:
    busy, gone, refused = sent(receiver, Behaviour(429, (("Retry-After", "120"),)), Behaviour(410), Behaviour(403))
    assert (busy.verdict, busy.after) == ("later", 120.0)
    assert (gone.verdict, gone.reason) == ("stop", f"{receiver.url} answered 410 Gone: nothing more is sent there")
    assert (refused.verdict, refused.reason) == ("never", f"{receiver.url} answered 403 Forbidden")


def test_a_redirection_is_not_followed(receiver: Receiver) -> None:
    with receiving() as other:
        (answer,) = sent(receiver, Behaviour(302, (("Location", other.url),)))
        assert other.got == []
    assert answer.verdict == "never"
    assert answer.reason.endswith(f"302 Found, to {other.url}: redirections are not followed")


def test_who_is_slow_cuts_the_line_or_is_not_there_is_asked_again(receiver: Receiver) -> None:
    (slow,) = sent(receiver, Behaviour(pause=1.5), timeout=0.4)
    assert slow == Answer("later", f"{receiver.url} did not answer within 0.4 s")
    (cut,) = sent(receiver, Behaviour(0))
    assert cut.verdict == "later"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = replace(receiver, url=f"http://127.0.0.1:{free.getsockname()[1]}/")
    (absent,) = sent(nobody, Behaviour())
    assert absent.verdict == "later"
    assert absent.reason.startswith(f"{nobody.url} cannot be reached: ")


def test_who_answers_byte_by_byte_for_ever_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        webhook = Webhook(f"http://127.0.0.1:{server.getsockname()[1]}/", "TOLD_BY", timeout=0.6)
        (message,) = told(DELIVERED, Hooks(), webhook)
        telling = post(message, webhook)
        next(telling)
        connection, _ = server.accept()
        with connection:
            answers: list[Answer] = []
            threading.Thread(target=lambda: answers.append(finish(telling))).start()
            while not answers:
                connection.sendall(b"H")
                time.sleep(0.05)
    assert answers == [Answer("later", f"{webhook.url} did not answer within 0.6 s")]


def test_who_answers_no_http_is_asked_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        webhook = Webhook(f"http://127.0.0.1:{server.getsockname()[1]}/", "TOLD_BY", timeout=5)
        (message,) = told(DELIVERED, Hooks(), webhook)
        telling = post(message, webhook)
        next(telling)
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
            answer = finish(telling)
    assert answer == Answer("later", f"{webhook.url} cannot be reached: SSH-2.0-OpenSSH_9.2")


def test_each_is_told_what_it_wants_to_hear() -> None:
    picky = Webhook("https://example.org/a?key=1", "TOLD_BY", events=("failed",))
    curious = Webhook("https://example.org/b", "TOLD_BY")
    assert [each.target for each in told(DELIVERED, Hooks(), picky, curious)] == [f"webhook {curious.url}"]
    assert [each.target for each in told(FAILED, Hooks((), ("y",)), picky, curious)] == [
        "on_failed",
        f"webhook {picky.url}",
        f"webhook {curious.url}",
    ]


def test_a_message_goes_where_its_target_says_while_the_settings_still_have_it(receiver: Receiver) -> None:
    hooks = Hooks(("true",))
    webhook = Webhook(f"{receiver.url}?key=1", "TOLD_BY")
    hook, post_it = told(DELIVERED, hooks, webhook)
    assert [finish(tell(each, inbox(hooks, webhook))) for each in (hook, post_it)] == [Answer("told")] * 2
    assert len(receiver.got) == 1
    late = [finish(tell(each, inbox())) for each in (hook, post_it)]
    assert late == [
        Answer("never", "there is no on_delivered any more"),
        Answer("never", f"{receiver.url} is no longer among the webhooks of social"),
    ]
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("example.org/a", "url: expected an address such as"),
        ("ftp://example.org/", "url: expected an address such as"),
        ("https://example.org/a b", "url: expected an address such as"),
        ("https://me:pass@example.org/", "url: no name and password in the address"),
        ("http://10.0.0.8/", "url: http to 10.0.0.8 can be read on the way"),
        ("https://[::1/", "is no address: Invalid IPv6 URL"),
        ("https://example.org:99999/", "is no address: Port out of range"),
    ],
)
def test_an_address_that_cannot_or_should_not_be_told_is_refused(url: str, said: str) -> None:
    (fault,) = faults_of_webhook(Webhook(url, "TOLD_BY"))
    assert said in fault
    fine = ("https://example.org/x?y=1", "http://127.0.0.1:8000/", "http://[::1]:80/", "http://localhost/")
    assert [list(faults_of_webhook(Webhook(each, "TOLD_BY"))) for each in fine] == [[]] * len(fine)
    assert list(faults_of_webhook(Webhook("http://10.0.0.8/", "TOLD_BY", plain_http=True))) == []
