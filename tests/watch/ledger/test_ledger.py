"""What was begun and delivered is remembered, whoever is killed when, and nothing is delivered or told twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from autocut.errors import AutocutError, DeliveryError
from autocut.media.process import Process, this_process
from autocut.model.rendition import Delivery
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import Notice
from autocut.watch.ledger.state import file_system, is_remote, place

CONTENT, REQUEST = "c0" * 32, "r0" * 32
TELL = Notice("on_delivered", "/usr/local/bin/notify", '{"master": "talk.mp4"}')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened


def delivery(name: str = "short", sha256: str = "ab" * 32) -> Delivery:
    return Delivery("tiktok", "delivered", path=Path(f"/out/talk/{name}.mp4"), sha256=sha256)


def test_a_job_is_begun_made_and_known(ledger: Ledger, path: Path) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    assert (job.state, job.attempts, job.original, job.owner) == ("running", 1, None, this_process())
    assert ledger.known(CONTENT, REQUEST) is None
    assert ledger.record(job.id, [delivery(), Delivery("trailer", "nothing-passed", reason="no loud passage")]) == ()
    done = ledger.update(job.id, state="delivered", outbox=Path("/out/talk"))
    assert (done.state, done.outbox) == ("delivered", "/out/talk")
    assert job.arrived <= done.begun <= done.ended
    assert done.ended.endswith("+00:00")
    with Ledger(path) as again:
        assert again.known(CONTENT, REQUEST) == done
        assert again.known(CONTENT, "another request") is None
        assert [(each.name, each.status, each.reason) for each in again.versions(job.id)] == [
            ("short", "delivered", ""),
            ("", "nothing-passed", "no loud passage"),
        ]
        assert again.counts() == {("social", "delivered"): 1}
        assert again.jobs(inbox="social") == again.jobs("delivered") == (done,)
        assert again.jobs("failed") == again.jobs(inbox="news") == ()


def test_the_same_content_under_another_name_is_not_begun_while_or_after_it_is_made(ledger: Ledger) -> None:
    first = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    second = ledger.begin("social", "copy of talk.mp4", "f0", CONTENT, REQUEST)
    assert (second.state, second.original, second.attempts) == ("waiting", first.id, 0)
    assert second.reason == "the same content as talk.mp4"
    ledger.update(first.id, state="nothing-passed")
    third = ledger.begin("social", "copy of talk.mp4", "f0", CONTENT, REQUEST)
    assert (third.id, third.state, third.original) == (second.id, "waiting", first.id)
    assert ledger.update(third.id, state="duplicate").original == first.id
    assert ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST, force=True).state == "running"


def test_what_failed_under_one_name_is_begun_under_another(ledger: Ledger) -> None:
    ledger.update(ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST).id, state="failed", reason="no picture")
    assert ledger.begin("social", "again.mp4", "f0", CONTENT, REQUEST).state == "running"


def test_what_failed_is_the_latest_of_its_name_until_that_arrives_again(ledger: Ledger) -> None:
    failed = ledger.update(ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST).id, state="failed")
    for inbox, name in (("social", "other.mp4"), ("news", "talk.mp4")):
        ledger.begin(inbox, name, "f0", CONTENT, f"of {inbox}")
    assert ledger.jobs("failed", latest=True) == (failed,)
    ledger.begin("social", "talk.mp4", "f1", "c1" * 32, REQUEST)
    assert (ledger.jobs("failed", latest=True), ledger.jobs("failed")) == ((), (failed,))


def test_a_new_file_under_an_old_name_is_a_new_job(ledger: Ledger) -> None:
    first = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    second = ledger.begin("social", "talk.mp4", "f1", "c1" * 32, REQUEST)
    assert second.id != first.id
    assert second.state == "running"


def test_attempts_are_counted_but_not_those_that_were_given_back(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    ledger.update(job.id, state="waiting", reason="no room")
    assert ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST).attempts == 2
    ledger.update(job.id, state="released")
    assert ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST).attempts == 2


def test_a_second_delivery_of_one_version_is_refused_and_told(ledger: Ledger) -> None:
    first = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    assert ledger.record(first.id, [delivery()]) == ()
    assert ledger.record(first.id, [delivery()]) == ()
    ledger.update(first.id, state="delivered")
    second = ledger.begin("social", "again.mp4", "f0", CONTENT, REQUEST, force=True)
    refused = ledger.record(second.id, [delivery(), delivery("long")])
    assert [each.name for each in refused] == ["short"]
    told = [(each.name, each.status) for each in ledger.versions(second.id)]
    assert told == [("short", "repeated"), ("long", "delivered")]
    assert [each.status for each in ledger.versions(first.id)] == ["delivered"]


def test_a_version_that_no_row_can_hold_is_no_repeated_one(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        ledger.record(job.id, [{"preset": "tiktok", "status": None}])
    assert ledger.versions(job.id) == ()


def test_how_a_job_ends_and_what_came_of_it_are_written_together(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    with pytest.raises(KeyError):
        ledger.update(job.id, state="delivered", deliveries=[delivery(), {"status": "delivered"}], notices=[TELL])
    assert (ledger.job(job.id).state, ledger.versions(job.id), ledger.notices_due(0)) == ("running", (), ())
    ledger.update(job.id, state="delivered", deliveries=[delivery()], notices=[TELL])
    assert ledger.job(job.id).state == "delivered"
    assert [each.name for each in ledger.versions(job.id)] == ["short"]
    ledger.update(job.id, state="delivered", deliveries=[])
    assert len(ledger.versions(job.id)) == 1


def test_the_manifests_own_words_are_recorded_too(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    ledger.record(job.id, [{"preset": "tiktok", "status": "failed", "path": None, "sha256": None, "reason": "no room"}])
    (version,) = ledger.versions(job.id)
    assert (version.path, version.sha256, version.reason) == ("", "", "no room")


def test_a_final_state_stays_and_is_told_once(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    ledger.update(job.id, state="delivered", notices=[TELL])
    assert ledger.update(job.id, state="delivered", notices=[TELL]).state == "delivered"
    assert ledger.update(job.id, state="failed", notices=[replace(TELL, event="on_failed")]).state == "delivered"
    (due,) = ledger.notices_due(0)
    assert (due.job, due.notice, due.attempts) == (job.id, TELL, 0)


def test_a_notice_is_due_until_it_is_told_or_given_up(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    ledger.update(job.id, state="delivered", notices=[TELL, replace(TELL, target="https://example.org/hook")])
    first, second = ledger.notices_due(1000)
    assert first.key != second.key
    ledger.notice_failed(first.id, 1060, "it answered 500")
    assert ledger.notices_due(1059) == (second,)
    assert ledger.notices_due(1060) == (replace(first, attempts=1), second)
    ledger.notice_told(second.id)
    # A clock that was set back by a week leaves nothing untold for a week.
    assert ledger.notices_due(1060 - 7 * 86_400) == (replace(first, attempts=1),)
    ledger.notice_failed(first.id, None, "it answered 410")
    assert ledger.notices_due(1e12) == ()


def test_names_that_are_no_text_are_kept_apart(ledger: Ledger) -> None:
    names = (b"caf\xe9.mp4", b"caf\xe8.mp4", "caf\u00e9.mp4".encode(), "cafe\u0301.mp4".encode(), b"a\\xe9.mp4")
    for number, name in enumerate(names):
        ledger.begin("social", name.decode("utf-8", "surrogateescape"), "f0", str(number), REQUEST)
    assert len({job.name for job in ledger.jobs()}) == 5


def test_jobs_of_processes_that_are_gone_wait_again(path: Path) -> None:
    own = this_process()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    living = replace(own, pid=child.pid, start=Path(f"/proc/{child.pid}/stat").read_text().rsplit(")")[1].split()[19])
    with Ledger(path, owner=living) as ledger:
        ledger.begin("social", "a.mp4", "f0", "c0", REQUEST)
        assert ledger.abandoned() == ()
        child.communicate(b"\n")
        (job,) = ledger.abandoned()
        assert (job.name, job.state, job.reason) == ("a.mp4", "waiting", "its process ended before it")
    for owner, gone in (
        (replace(own, start="1"), True),
        (replace(own, boot="another start of this machine"), True),
        (replace(own, boot=f"{own.boot} in a container"), False),
        (Process(own.host, own.pid), True),
    ):
        with Ledger(path, owner=owner) as ledger:
            job = ledger.begin("social", "b.mp4", "f0", "c1", REQUEST)
        with Ledger(path) as ledger:
            assert bool(ledger.abandoned()) == gone, owner
            ledger.update(job.id, state="waiting")


def test_threads_share_a_ledger_and_one_of_them_gets_the_content(ledger: Ledger) -> None:
    states: list[str] = []

    def begin(number: int) -> None:
        states.append(ledger.begin("social", f"{number}.mp4", "f0", CONTENT, REQUEST).state)

    threads = [Thread(target=begin, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == ["running"] + ["waiting"] * 11


KILLED = """
import os, signal, sys, time
from pathlib import Path
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import Notice

def write(own):
    with Ledger(Path(sys.argv[1])) as ledger:
        for number in range(100_000):
            job = ledger.begin("social", f"{own}-{number}.mp4", "f0", f"{own}-{number}", "r0")
            made = [{"preset": "tiktok", "status": "delivered", "path": "/out/a.mp4", "sha256": "ab"}]
            ledger.update(job.id, state="delivered", deliveries=made, notices=[Notice("on_delivered", "hook", "{}")])
            os.write(1, f"{job.id}\\n".encode())

for number in range(30):
    writers = []
    for own in "ab":
        writers.append(os.fork())
        if not writers[-1]:
            write(f"{number}{own}")
    time.sleep(0.001 * number ** 1.5)
    for writer in writers:
        os.kill(writer, signal.SIGKILL)
    for writer in writers:
        os.waitpid(writer, 0)
"""


def test_nothing_that_was_written_is_lost_by_a_kill_at_any_moment(path: Path) -> None:
    """Two at once write, on a file that neither has made at first, and are killed after another time in each round."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], capture_output=True, check=True)
    assert done.stderr == b""
    told = set(map(int, done.stdout.split()))
    with Ledger(path) as ledger:
        jobs = {job.id: job for job in ledger.jobs()}
        delivered = {number for number, job in jobs.items() if job.state == "delivered"}
        assert told
        assert told <= delivered
        assert {due.job for due in ledger.notices_due(0)} == delivered
        assert all(len(ledger.versions(number)) == 1 for number in delivered)
        assert len(jobs) - len(delivered) == len(ledger.abandoned()) <= 60


OPENED = """
import os, sys
from pathlib import Path
from autocut.watch.ledger.ledger import Ledger
for number in range(8):
    children = []
    for own in range(4):
        children.append(os.fork())
        if not children[-1]:
            with Ledger(Path(sys.argv[1]) / str(number) / "ledger.sqlite") as ledger:
                ledger.begin("social", f"{own}.mp4", "f0", f"{own}", "r0")
            os._exit(0)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
"""


def test_a_ledger_that_several_make_at_once_is_one(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", OPENED, str(tmp_path)], capture_output=True, check=False)
    assert done.stderr == b""
    for path in tmp_path.glob("*/ledger.sqlite"):
        with Ledger(path) as ledger:
            assert ledger.counts() == {("social", "running"): 4}
        # Readers and a writer do not wait for each other.
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()


def test_a_damaged_ledger_is_told_with_its_path_and_stays(path: Path) -> None:
    with Ledger(path) as ledger:
        for number in range(200):
            ledger.begin("social", f"{number}.mp4", "f0", str(number), REQUEST)
    whole = path.read_bytes()
    for damaged in (b"no database at all" * 100, whole[:100] + b"\xff" * 4000 + whole[4100:], whole[:9000]):
        path.write_bytes(damaged)
        with pytest.raises(AutocutError, match=r"the ledger .*/ledger\.sqlite is damaged .* stop every watcher"):
            Ledger(path)
        assert path.read_bytes() == damaged


def test_the_ledger_of_a_newer_autocut_and_a_database_of_something_else_are_refused(path: Path) -> None:
    with Ledger(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(AutocutError, match=r"has schema 2, of a newer autocut; this one reads up to 1"):
        Ledger(path)
    with sqlite3.connect(path.with_name("other")) as connection:
        connection.execute("CREATE TABLE job (a)")
    connection.close()
    with pytest.raises(AutocutError, match="is a database of something else"):
        Ledger(path.with_name("other"))


def test_a_ledger_that_cannot_be_made_or_is_full_may_be_another_time(path: Path) -> None:
    path.parent.parent.joinpath("file").write_text("")
    with pytest.raises(DeliveryError, match="file, cannot be made") as told:
        Ledger(path.parent.parent / "file" / "ledger.sqlite")
    assert told.value.transient


def test_a_folder_on_another_machine_is_found_by_the_table_of_mounts() -> None:
    mounts = "\n".join(
        [
            "/dev/sda1 / ext4 rw 0 0",
            "nas:/media /srv/media nfs4 rw,vers=4.2 0 0",
            "//nas/with\\040space /mnt/my\\040share cifs rw 0 0",
            "tmpfs /srv/media/local tmpfs rw 0 0",
            "sshfs /home/me/far fuse.sshfs rw 0 0",
            "/dev/sdb1 /usb fuseblk rw 0 0",
        ]
    )
    found = {
        folder: file_system(Path(folder), mounts)
        for folder in (
            "/var/lib",
            "/srv/media",
            "/srv/media/a/b",
            "/srv/media/local/a",
            "/srv/mediaroom",
            "/mnt/my share/a",
        )
    }
    assert list(found.values()) == ["ext4", "nfs4", "nfs4", "tmpfs", "ext4", "cifs"]
    assert [is_remote(kind) for kind in found.values()] == [False, True, True, False, False, True]
    assert is_remote(file_system(Path("/home/me/far"), mounts))
    assert not is_remote(file_system(Path("/usb"), mounts))


def test_the_ledger_is_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOCUT_STATE", str(tmp_path / "set"))
    assert place() == tmp_path / "set" / "ledger.sqlite"
    assert place(tmp_path / "given") == tmp_path / "given" / "ledger.sqlite"
    monkeypatch.delenv("AUTOCUT_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "own"))
    assert place() == tmp_path / "own" / "autocut" / "ledger.sqlite"


def test_what_is_done_under_the_same_name_by_somebody_who_lives_is_not_begun_again(path: Path, ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    assert ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST).original == job.id
    with Ledger(path, owner=replace(this_process(), pid=1, start="1")) as other:
        assert other.begin("social", "talk.mp4", "f0", CONTENT, REQUEST).original == job.id
    assert ledger.job(job.id) == job
    ledger.let_go(job.id)
    again = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    assert (again.id, again.original, again.attempts) == (job.id, None, 2)


def test_what_waits_under_a_name_is_replaced_when_another_content_comes_under_it(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    ledger.update(job.id, state="waiting", reason="the disk is full", outbox=Path("/out/talk"))
    assert ledger.outbox_of(CONTENT, REQUEST) == Path("/out/talk")
    other = ledger.begin("social", "talk.mp4", "f1", "c1" * 32, REQUEST)
    assert (ledger.job(job.id).state, other.state) == ("replaced", "running")
    assert ledger.last("social", "talk.mp4", CONTENT, REQUEST) is None
    assert ledger.outbox_of("c1" * 32, REQUEST) is None


def test_a_version_that_was_made_here_is_known_by_its_content(ledger: Ledger) -> None:
    job = ledger.begin("social", "talk.mp4", "f0", CONTENT, REQUEST)
    ledger.record(job.id, [delivery(sha256="ab" * 32)])
    assert ledger.maker_of("ab" * 32) == ledger.job(job.id)
    assert ledger.maker_of(CONTENT) is None
