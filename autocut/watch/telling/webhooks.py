"""Addresses that are told how jobs ended: a POST of JSON, signed."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import os
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message as Headers
from typing import IO
from urllib.parse import urlsplit

from autocut import __version__
from autocut.errors import PresetError
from autocut.watch.inbox import Webhook
from autocut.watch.telling.report import Answer, Message, Telling

SIGNATURE = "Autocut-Signature"
_AGAIN = (408, 425, 429)
_LONGEST_PAUSE = 86_400.0
_PACE = 0.1


def verify(body: bytes, header: str, secret: bytes, *, tolerance: float = 300.0, now: float | None = None) -> bool:
    """Whether the body of a request was signed with the secret, at most `tolerance` seconds before or after `now`.

    For those who receive: `header` is that of Autocut-Signature, `t=SECONDS,v1=HEX` with the HMAC-SHA256 of
    `SECONDS.BODY`; `now` is the Unix time of this moment where it is not given. The body is as it came, not parsed::

        if not verify(request.body, request.headers["Autocut-Signature"], secret):
            return 400
        if seen_before(request.headers["Idempotency-Key"]):
            return 200
    """
    parts = [part.strip().partition("=")[::2] for part in header.split(",")]
    times = [value for key, value in parts if key == "t"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdigit()):
        return False
    own = _signed(body, times[0], secret).encode()
    fresh = abs((time.time() if now is None else now) - int(times[0])) <= tolerance
    return fresh and any(hmac.compare_digest(own, value.encode()) for key, value in parts if key == "v1")


def signature(body: bytes, secret: bytes, at: int) -> str:
    """The header for a body that is sent at that Unix time."""
    return f"t={at},v1={_signed(body, str(at), secret)}"


def _signed(body: bytes, at: str, secret: bytes) -> str:
    return hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def faults_of_webhook(webhook: Webhook) -> Iterator[str]:
    """What is wrong with a webhook, before anything is sent to it; each as `key: reason`."""
    yield from _faults_of_url(webhook)
    if (webhook.secret_env is None) == (webhook.secret_file is None):
        yield "secret_env: name the variable that holds the secret, or a secret_file, and not both"
    else:
        try:
            secret_of(webhook)
        except PresetError as error:
            yield str(error)
    if not webhook.events:
        yield "events: there must be at least one"
    if webhook.timeout <= 0:
        yield f"timeout: must be above 0, but is {webhook.timeout:g}"


def _faults_of_url(webhook: Webhook) -> Iterator[str]:
    try:
        parts = urlsplit(webhook.url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        yield f"url: {webhook.url!r} is no address: {error}"
        return
    if parts.scheme not in ("https", "http") or not host or any(not "!" <= sign <= "~" for sign in webhook.url):
        yield f"url: expected an address such as https://example.org/autocut, not {webhook.url!r}"
    elif parts.username is not None:
        yield "url: no name and password in the address, for it is logged; the signature says who sends"
    elif parts.scheme == "http" and not (webhook.plain_http or is_loopback(host)):
        yield f"url: http to {host} can be read on the way; write https, or plain_http = true"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself, by its name or number."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def secret_of(webhook: Webhook) -> bytes:
    """The secret that the webhook is signed with; raises PresetError where it is not there, or is for all to read."""
    if webhook.secret_file is None:
        name = webhook.secret_env or ""
        if not os.environ.get(name):
            raise PresetError(f"secret_env: the environment has no variable {name}")
        return os.environ[name].encode()
    try:
        if webhook.secret_file.stat().st_mode & 0o007 and os.name == "posix":
            raise PresetError(
                f"secret_file: {webhook.secret_file} can be read by everybody; chmod o= {webhook.secret_file}"
            )
        secret = webhook.secret_file.read_bytes().strip()
    except OSError as error:
        raise PresetError(f"secret_file: {webhook.secret_file} cannot be read: {error.strerror}") from error
    if not secret:
        raise PresetError(f"secret_file: {webhook.secret_file} is empty")
    return secret


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def post(message: Message, webhook: Webhook) -> Telling:
    """Send the message, signed now; the answer is there within the webhook's timeout.

    A 2xx is told, a 410 stops, 408, 425, 429, 5xx and a fault on the way are tried again later; all else, also a
    redirection, never. Proxies are those of the environment, but for this machine itself.
    """
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_sent(message, webhook)), daemon=True).start()
    until = time.monotonic() + webhook.timeout
    while time.monotonic() < until:
        try:
            return answers.get(timeout=_PACE)
        except queue.Empty:
            yield
    return _silent(webhook)


def _sent(message: Message, webhook: Webhook) -> Answer:
    body = message.body.encode()
    try:
        signed = signature(body, secret_of(webhook), int(time.time()))
    except PresetError as error:
        return Answer("later", f"{_shown(webhook)}: {error}")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"autocut/{__version__}",
        "Idempotency-Key": message.id,
        SIGNATURE: signed,
    }
    request = urllib.request.Request(webhook.url, body, headers, method="POST")
    direct = [urllib.request.ProxyHandler({})] if is_loopback(urlsplit(webhook.url).hostname or "") else []
    try:
        with urllib.request.build_opener(_NoRedirect, *direct).open(request, timeout=webhook.timeout):
            return Answer("told")
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error.code, error.headers, webhook)
    except (OSError, http.client.HTTPException) as error:
        why = getattr(error, "reason", None) or error
        if isinstance(why, TimeoutError):
            return _silent(webhook)
        return Answer("later", f"{_shown(webhook)} cannot be reached: {str(why).strip() or type(why).__name__}")


def _answer(status: int, headers: Headers, webhook: Webhook) -> Answer:
    said = f"{_shown(webhook)} answered {status} {http.client.responses.get(status, '')}".rstrip()
    if status == 410:
        return Answer("stop", f"{said}: nothing more is sent there")
    if status >= 500 or status in _AGAIN:
        return Answer("later", said, _pause(headers.get("Retry-After", "")))
    if 300 <= status < 400:
        return Answer("never", f"{said}, to {headers.get('Location')}: redirections are not followed")
    return Answer("never", said)


def _silent(webhook: Webhook) -> Answer:
    return Answer("later", f"{_shown(webhook)} did not answer within {webhook.timeout:g} s")


def _pause(text: str) -> float | None:
    return min(float(text), _LONGEST_PAUSE) if text.isascii() and text.isdigit() else None


def _shown(webhook: Webhook) -> str:
    # What follows a question mark may be a password.
    return webhook.url.partition("?")[0]
