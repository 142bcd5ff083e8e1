"""Hooks: programs that are run without a shell, and never outlive their time."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.media.run import finish
from autocut.request import Request
from autocut.watch.inbox import Hooks, Inbox, Webhook
from autocut.watch.telling.hooks import run_hook
from autocut.watch.telling.report import Answer
from autocut.watch.telling.tell import tell
from tests.watch.reports import DELIVERED, FAILED, told

WRITE = """
import json, os, sys
said = {"arguments": sys.argv[2:], "body": json.load(sys.stdin)}
said["environment"] = {key: value for key, value in os.environ.items() if key.startswith("AUTOCUT_")}
with open(sys.argv[1], "a") as file:
    file.write(json.dumps(said) + "\\n")
"""


def writing(place: Path, *arguments: str) -> tuple[str, ...]:
    """A hook that writes down what it is told."""
    return (sys.executable, "-c", WRITE, str(place), *arguments)


def alive(pid: int) -> bool:
    """Whether the process runs; one that is dead and not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_hook_gets_what_it_asks_for_as_arguments_that_no_shell_reads(tmp_path: Path) -> None:
    hooks = Hooks(writing(tmp_path / "told", "{master}", "a {status} {path}", "$HOME", "{{job}}"))
    (first, second) = told(DELIVERED, hooks)
    assert finish(run_hook(first, hooks)) == finish(run_hook(second, hooks)) == Answer("told")
    lines = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
    assert lines[0]["arguments"] == [DELIVERED.master, "a delivered /in/out/talk/tiktok.mp4", "$HOME", "{17}"]
    assert lines[1]["arguments"][1] == "a delivered /in/out/talk/trailer.mp4"
    assert (
        lines[0]["environment"] | {"AUTOCUT_EVENT": "delivered", "AUTOCUT_PRESET": "tiktok"} == lines[0]["environment"]
    )
    assert lines[0]["environment"]["AUTOCUT_ID"] == lines[0]["body"]["id"] == first.id != second.id
    assert lines[0]["body"]["version"]["sha256"] == "ab12"
    assert lines[0]["body"]["job"]["manifest"] == DELIVERED.manifest
    assert lines[0]["body"]["time"] == "2026-11-26T12:00:00.000+00:00"


def test_a_hook_that_tells_no_version_apart_is_run_once(tmp_path: Path) -> None:
    hooks = Hooks(writing(tmp_path / "told", "{job}", "{manifest}"), writing(tmp_path / "told", "{preset}", "{reason}"))
    (once,) = told(DELIVERED, hooks)
    (_, failed) = told(FAILED, hooks)
    for message in (once, failed):
        assert finish(run_hook(message, hooks)) == Answer("told")
    lines = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
    assert [line["arguments"] for line in lines] == [["17", DELIVERED.manifest], ["tiktok", "too dark"]]
    assert lines[0]["environment"]["AUTOCUT_PRESET"] == "tiktok,trailer-vertical"


def test_what_was_delivered_of_a_master_that_failed_is_told_as_delivered() -> None:
    each = told(FAILED, Hooks(("x", "{path}"), ("y", "{preset}")))
    said = [json.loads(message.body) for message in each]
    assert [(message.target, body["version"]["name"]) for message, body in zip(each, said, strict=True)] == [
        ("on_delivered", "trailer"),
        ("on_failed", "tiktok"),
    ]
    assert [body["event"] for body in said] == ["failed", "failed"]
    assert told(replace(FAILED, outcome="duplicate", versions=()), Hooks(("x",), ("y",))) == ()
    (broken,) = told(replace(FAILED, versions=()), Hooks(("x", "{path}"), ("y", "{path}")))
    assert (broken.target, "version" in json.loads(broken.body)) == ("on_failed", False)


def test_a_failing_hook_is_to_be_run_again_and_says_why() -> None:
    hooks = Hooks((sys.executable, "-c", "import sys; sys.exit('the share is gone')"), ("/no/such/program",))
    (message,) = told(DELIVERED, hooks)
    answer = finish(run_hook(message, hooks))
    assert answer.verdict == "later"
    assert answer.reason == f"on_delivered: {sys.executable} ended with code 1: the share is gone"
    (message,) = told(replace(FAILED, versions=()), hooks)
    missing = finish(run_hook(message, hooks))
    assert missing == Answer("later", "on_failed: /no/such/program cannot be started: No such file or directory")
    assert finish(run_hook(message, Hooks())).verdict == "never"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_hook_and_what_it_started_are_killed_at_the_end_of_its_time_or_when_it_is_given_up(tmp_path: Path) -> None:
    script = f"sleep 60 & echo $! > {tmp_path / 'pid'}; wait"
    for limit in (0.7, 60.0):
        (tmp_path / "pid").unlink(missing_ok=True)
        hooks = Hooks(("sh", "-c", script), timeout=limit)
        (message,) = told(DELIVERED, hooks)
        telling = run_hook(message, hooks)
        if limit < 60:
            answer = finish(telling)
            assert answer.reason.endswith("it did not end within 0.7 s and was stopped")
        else:
            while not ((tmp_path / "pid").is_file() and (tmp_path / "pid").read_text().strip()):
                next(telling)
            assert alive(int((tmp_path / "pid").read_text()))
            telling.close()
        until = time.monotonic() + 5
        while alive(int((tmp_path / "pid").read_text())):
            assert time.monotonic() < until
            time.sleep(0.02)


@pytest.mark.skipif(os.name != "posix", reason="a shell")
def test_what_a_hook_leaves_running_in_the_background_holds_nobody_up(tmp_path: Path) -> None:
    hooks = Hooks(("sh", "-c", f"sleep 60 & echo $! > {tmp_path / 'pid'}"), timeout=20)
    (message,) = told(DELIVERED, hooks)
    assert finish(run_hook(message, hooks)) == Answer("told")
    os.kill(int((tmp_path / "pid").read_text()), 9)


def test_a_hook_does_not_see_the_secrets_of_webhooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOCUT_WEBHOOK_SECRET", "s3cret")
    monkeypatch.setenv("AUTOCUT_OTHER", "seen")
    hooks = Hooks(writing(tmp_path / "told", "{job}"))
    webhook = Webhook("https://example.org/", secret_env="AUTOCUT_WEBHOOK_SECRET")
    inbox = Inbox("in", tmp_path, Request(), hooks=hooks, webhooks=(webhook,))
    (message,) = told(DELIVERED, hooks)
    assert finish(tell(message, inbox)) == Answer("told")
    (line,) = map(json.loads, (tmp_path / "told").read_text().splitlines())
    assert line["environment"]["AUTOCUT_OTHER"] == "seen"
    assert "AUTOCUT_WEBHOOK_SECRET" not in line["environment"]
