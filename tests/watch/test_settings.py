"""The settings file: all that is wrong is told with its key path, and one broken inbox stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut.errors import PresetError
from autocut.model.wishes import Wishes
from autocut.watch.inbox import Hooks, Webhook
from autocut.watch.layout import Names
from autocut.watch.schedule import Schedule
from autocut.watch.settings import Settings, read_settings
from autocut.wishes.sidecar import Sidecar

WHOLE = """
jobs = 2
health = "state/health.json"
maps = ["/mnt/a=/vol/a"]

[inbox.social]
folder = "social"
presets = ["tiktok", "own.toml"]
schedule = "mon-fri 19:00-07:00, sat-sun"
priority = 10
count = 2
exhaustive = true
set = {video = {crf = 22}}
names = {in = "incoming"}
on_delivered = ["./notify", "{path}"]

[[inbox.social.webhook]]
url = "https://example.org/autocut"
secret_env = "TOLD_BY"
events = ["failed"]
"""


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLD_BY", "a secret")
    monkeypatch.setenv("AUTOCUT_PRESETS", str(tmp_path / "none"))
    (tmp_path / "own.toml").write_text('extends = "tiktok"\nname = "house"\n', "utf-8")
    (tmp_path / "notify").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "notify").chmod(0o755)


def settings_of(folder: Path, text: str) -> Settings:
    path = folder / "watch.toml"
    path.write_text(text, "utf-8")
    return read_settings(path)


def inbox(name: str, text: str) -> str:
    return f'[inbox.{name}]\nfolder = "{name}"\n{text}\n'


def sentence(folder: Path, text: str) -> list[str]:
    """The lines that tell why the one inbox of the text is broken."""
    (broken,) = settings_of(folder, text).broken
    first, *rest = broken.sentence.splitlines()
    assert first == f"{folder / 'watch.toml'}:"
    return [line.strip() for line in rest]


def test_an_inbox_is_read_with_its_paths_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, WHOLE)
    assert settings.broken == ()
    assert (settings.jobs, settings.health, settings.log) == (2, tmp_path / "state" / "health.json", None)
    (social,) = settings.inboxes
    assert (social.name, social.folder, social.priority) == ("social", tmp_path / "social", 10)
    assert social.schedule == Schedule.parse("mon-fri 19:00-07:00, sat-sun")
    assert social.names == Names(inbox="incoming")
    assert social.hooks == Hooks((str(tmp_path / "notify"), "{path}"))
    assert social.webhooks == (Webhook("https://example.org/autocut", "TOLD_BY", events=("failed",)),)
    tiktok, house = social.request.presets()
    assert (tiktok.name, house.name, tiktok.count) == ("tiktok", "house", 2)
    assert tiktok.video is not None
    assert tiktok.video.crf == 22
    assert tiktok.analysis.exhaustive
    own = Sidecar(tmp_path / "talk.autocut.toml", Wishes(presets=("x",), count=1))
    assert [(preset.name, preset.count) for preset in social.request.presets(own)] == [("x", 1)]


def test_an_inbox_may_have_a_matrix_instead_of_presets(tmp_path: Path) -> None:
    (tmp_path / "versions.toml").write_text('presets = ["tiktok"]\n[rows.kids]\n[rows.fans]\n', "utf-8")
    (social,) = settings_of(tmp_path, inbox("social", 'matrix = "versions.toml"')).inboxes
    assert [preset.name for preset in social.request.presets()] == ["tiktok-kids", "tiktok-fans"]


def test_a_broken_inbox_leaves_the_others_and_every_fault_of_it_has_its_key_path(tmp_path: Path) -> None:
    broken = inbox(
        "bad",
        """
        shedule = "always"
        count = 0
        settle_seconds = -1
        schedule = "nights"
        trigger = "ready"
        names = {inn = "x"}
        on_failed = ["no-such-program", "{pth}"]
        [[inbox.bad.webhook]]
        url = "http://example.org"
        secret_env = "NOT_SET"
        """,
    )
    settings = settings_of(tmp_path, WHOLE + broken)
    assert [each.name for each in settings.inboxes] == ["social"]
    (bad,) = settings.broken
    said = [
        "inbox.bad: unknown key 'shedule', did you mean 'schedule'?",
        "inbox.bad.count: must be at least 1, not 0",
        "inbox.bad.settle_seconds: must not be below 0, but is -1",
        "inbox.bad.schedule: 'nights' is no window such as",
        "inbox.bad.trigger: expected the end of a file's name such as .ready, not 'ready'",
        "inbox.bad.names.inn: there is no such folder, there are in, processing",
        "inbox.bad.on_failed: there is no program no-such-program",
        "inbox.bad.on_failed: there is no {pth}, there are {path}, {master}",
        "inbox.bad.webhook[0].url: http to example.org can be read on the way",
        "inbox.bad.webhook[0].secret_env: the environment has no variable NOT_SET",
        "inbox.bad.presets: name at least one, or a matrix, and not both",
    ]
    assert [line for line in said if line not in bad.sentence] == []
    assert len(bad.sentence.splitlines()) == len(said) + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('presets = ["tiktokk"]', "inbox.a.presets: There is no preset 'tiktokk'; did you mean tiktok?"),
        ('presets = ["tiktok"]\nset = {"video.crff" = 3}', "video: unknown key 'crff', did you mean 'crf'?"),
        ('presets = ["tiktok"]\nmatrix = "m.toml"', "inbox.a.presets: name at least one, or a matrix, and not both"),
        ('presets = ["tiktok"]\nmost_attempts = "5"', "inbox.a.most_attempts: expected a whole number, not '5'"),
        ('matrix = "no.toml"', "no.toml: cannot be read: No such file or directory"),
        ('presets = ["tiktok"]\nmusic = "no.wav"', "inbox.a.music: there is no file"),
    ],
)
def test_what_is_asked_of_masters_is_tried_when_the_settings_are_read(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in line for line in sentence(tmp_path, inbox("a", text)))


def test_an_inbox_without_a_folder_or_that_is_no_table_is_told(tmp_path: Path) -> None:
    assert sentence(tmp_path, '[inbox.a]\npresets = ["tiktok"]\n') == ["inbox.a.folder: is missing"]
    assert sentence(tmp_path, "[inbox]\na = 3\n") == ["inbox.a: expected a table such as [inbox.a]"]


def test_of_two_inboxes_in_one_place_the_first_alone_is_watched(tmp_path: Path) -> None:
    first = inbox("a", 'presets = ["tiktok"]')
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert sentence(tmp_path, first + inbox("b", 'presets = ["x"]')) == [
        f"inbox.b.folder: {tmp_path / 'a'} is the folder of inbox.a too"
    ]
    inner = '[inbox.c]\nfolder = "a/deep"\npresets = ["x"]\n'
    inside = [f"inbox.c.folder: {tmp_path / 'a' / 'deep'} lies inside {tmp_path / 'a'}, of inbox.a"]
    assert sentence(tmp_path, first + inner) == inside
    assert sentence(tmp_path, inner + first) == [inside[0].replace("inbox.c.", "inbox.a.")]


def test_what_is_wrong_beside_the_inboxes_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(PresetError) as caught:
        settings_of(tmp_path, 'job = 2\npoll_seconds = 0\nmetrics_port = 99999\nmaps = ["/a"]\n')
    assert caught.value.exit_code == 2
    assert str(caught.value).splitlines() == [
        f"{tmp_path / 'watch.toml'}:",
        "  unknown key 'job', did you mean 'jobs'?",
        "  poll_seconds: must be above 0, but is 0",
        "  metrics_port: must be from 1 to 65535, but is 99999",
        "  maps[0]: expected two folders such as /mnt/a=/vol/a, not '/a'",
        "  inbox: there must be at least one, such as [inbox.social]",
    ]


@pytest.mark.skipif("os.name != 'posix'", reason="modes of files")
def test_a_secret_that_all_can_read_is_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret\n", "utf-8")
    secret.chmod(0o644)
    hook = '[[inbox.a.webhook]]\nurl = "http://127.0.0.1:8000/"\nsecret_file = "secret"\n'
    text = inbox("a", 'presets = ["tiktok"]') + hook
    assert sentence(tmp_path, text) == [
        f"inbox.a.webhook[0].secret_file: {secret} can be read by everybody; chmod o= {secret}"
    ]
    secret.chmod(0o640)
    assert settings_of(tmp_path, text).inboxes[0].webhooks[0].secret_file == secret
