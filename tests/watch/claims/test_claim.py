"""A master is worked on by one at a time, whoever is killed at whatever step, and what lies beside it follows it."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from autocut.errors import DeliveryError, LostError
from autocut.media.process import Process, this_process
from autocut.watch.claims.claim import LEASE, Claim, beat, claim, claims, finish, release, take_over
from autocut.watch.claims.leases import Leases, sweep
from autocut.watch.layout import Layout

OWN = this_process()
ENDED = replace(OWN, start="1")
FAR = Process("far", 7, "another machine", "8")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(tmp_path)
    made.make()
    return made


def master(layout: Layout, name: str = "talk.mp4", *beside: str) -> Path:
    for each in (name, *beside):
        (layout.inbox / each).write_bytes(os.fsencode(f"{each} itself"))
    return layout.inbox / name


def taken(layout: Layout, path: Path, owner: Process = OWN) -> Claim:
    found = claim(layout, path, owner)
    assert found is not None
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_claim_takes_what_lies_beside_the_master_and_finishing_takes_it_on(layout: Layout) -> None:
    path = master(layout, "talk.mp4", "talk.mp4.autocut.toml", "TALK.srt", "talk.mp4.ready", "other.srt")
    found = claim(layout, path, OWN, [layout.inbox / "talk.mp4.ready"])
    assert found is not None
    assert found.master.read_text() == "talk.mp4 itself"
    assert names(layout.inbox) == ["other.srt"]
    assert names(found.folder) == ["TALK.srt", LEASE, "talk.mp4", "talk.mp4.autocut.toml", "talk.mp4.ready"]
    assert claims(layout) == (found,)
    beat(found)
    assert finish(found, layout.done) == layout.done / "talk.mp4"
    assert names(layout.done) == ["TALK.srt", "talk.mp4", "talk.mp4.autocut.toml", "talk.mp4.ready"]
    assert names(layout.processing) == []
    with pytest.raises(LostError, match=r"talk\.mp4 was taken over"):
        finish(found, layout.failed)
    with pytest.raises(LostError):
        beat(found)


def test_sidecars_follow_the_name_that_their_master_gets(layout: Layout) -> None:
    for number in range(2):
        path = master(layout, "talk.mp4", "talk.mp4.autocut.toml", "talk.srt")
        (layout.inbox / "talk.srt").write_text(f"words {number}")
        (layout.inbox / "talk.mp4.autocut.toml").write_text(f"wishes = {number}")
        finish(taken(layout, path), layout.failed)
    assert names(layout.failed) == [
        *("talk-2.mp4", "talk-2.mp4.autocut.toml", "talk-2.srt"),
        *("talk.mp4", "talk.mp4.autocut.toml", "talk.srt"),
    ]
    assert (layout.failed / "talk-2.srt").read_text() == "words 1"


def test_a_sidecar_of_two_masters_is_there_for_both(layout: Layout) -> None:
    master(layout, "talk.mov")
    first = taken(layout, master(layout, "talk.mp4", "talk.srt"))
    assert names(first.folder) == [LEASE, "talk.mp4", "talk.srt"]
    assert names(layout.inbox) == ["talk.mov", "talk.srt"]
    assert release(first) == layout.inbox / "talk.mp4"
    assert names(layout.inbox) == ["talk.mov", "talk.mp4", "talk.srt"]
    finish(taken(layout, layout.inbox / "talk.mp4"), layout.done)
    second = taken(layout, layout.inbox / "talk.mov")
    assert names(layout.inbox) == []
    finish(second, layout.done)
    assert names(layout.done) == ["talk.mov", "talk.mp4", "talk.srt"]


@pytest.mark.parametrize(("form", "another"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_names_stay_to_the_byte_however_they_are_composed_and_however_long(
    layout: Layout, form: Literal["NFC", "NFD"], another: Literal["NFC", "NFD"]
) -> None:
    stem = unicodedata.normalize(form, "é ž🎬'\"$(x)" * 3)
    stem += "x" * (200 - len(os.fsencode(stem)))
    other = unicodedata.normalize(another, stem)
    path = master(layout, f"{stem}.mp4", f"{other}.srt")
    assert finish(taken(layout, path), layout.done).name == f"{stem}.mp4"
    assert names(layout.done) == sorted([f"{stem}.mp4", f"{other}.srt"])
    odd = os.fsdecode(b"caf\xe9.mp4")
    assert finish(taken(layout, master(layout, odd)), layout.done).name == odd


def test_what_is_gone_is_not_claimed_and_leaves_nothing(layout: Layout) -> None:
    assert claim(layout, layout.inbox / "talk.mp4", OWN) is None
    assert names(layout.processing) == []


def test_a_claim_that_cannot_be_finished_stays(layout: Layout) -> None:
    found = taken(layout, master(layout))
    layout.done.rmdir()
    with pytest.raises(DeliveryError, match=r"talk\.mp4 cannot be moved to .*/done: No such file"):
        finish(found, layout.done)
    beat(found)
    assert finish(found, layout.failed) == layout.failed / "talk.mp4"


def test_a_claim_expires_when_its_lease_was_not_touched_for_so_long(layout: Layout) -> None:
    clock = 1000.0
    leases = Leases(layout, 60, now=lambda: clock)
    found = taken(layout, master(layout), FAR)
    for _ in range(5):
        assert leases.expired() == ()
        clock += 59
        beat(found)
        # A clock that was set back changes nothing: another time is a change, whichever.
        os.utime(found.folder / LEASE, (clock - 1e6, clock - 1e6))
    assert leases.expired() == ()
    clock += 59
    assert leases.expired() == ()
    clock += 1
    assert leases.expired() == (found,)


def test_a_watcher_that_did_not_look_for_long_looks_again_before_it_takes_over(layout: Layout) -> None:
    clock = 1000.0
    leases = Leases(layout, 60, now=lambda: clock)
    taken(layout, master(layout), FAR)
    assert leases.expired() == ()
    clock += 3600
    assert leases.expired() == ()
    assert len(leases.expired()) == 1


def test_a_claim_of_a_process_of_this_machine_that_has_ended_expires_at_once(layout: Layout) -> None:
    taken(layout, master(layout, "living.mp4"))
    taken(layout, master(layout, "far.mp4"), FAR)
    ended = taken(layout, master(layout, "ended.mp4"), ENDED)
    assert Leases(layout, 60).expired() == (ended,)


def test_a_claim_whose_lease_is_missing_or_torn_expires_by_being_watched(layout: Layout) -> None:
    clock = 1000.0
    leases = Leases(layout, 60, now=lambda: clock)
    missing, torn = (taken(layout, master(layout, name, "a.srt"), ENDED) for name in ("a.mp4", "b.mp4"))
    (missing.folder / LEASE).unlink()
    (torn.folder / LEASE).write_text('{"tok')
    assert leases.expired() == leases.expired() == ()
    clock += 60
    assert set(leases.expired()) == {missing, torn}


def test_a_lease_that_was_not_yet_written_anew_is_not_believed(layout: Layout) -> None:
    former = taken(layout, master(layout), ENDED)
    former.folder.rename(layout.processing / "taken-over-7-0000")
    assert Leases(layout, 60).expired() == ()


def test_who_was_taken_over_is_told_and_moves_nothing(layout: Layout) -> None:
    former = taken(layout, master(layout, "talk.mp4", "talk.srt"), ENDED)
    assert sweep(layout) == ()
    new = take_over(former, OWN)
    assert new is not None
    assert take_over(former, OWN) is None
    for act in (beat, release, lambda each: finish(each, layout.done)):
        with pytest.raises(LostError):
            act(former)
    assert names(new.folder) == [LEASE, "talk.mp4", "talk.srt"]
    assert Leases(layout, 60).expired() == ()
    assert finish(new, layout.done) == layout.done / "talk.mp4"


def test_sweeping_leaves_what_may_be_of_somebody_alive(layout: Layout) -> None:
    for number, owner in enumerate((OWN, FAR)):
        begun = taken(layout, master(layout, f"{number}.mp4"), owner)
        begun.master.unlink()
    ended = taken(layout, master(layout, "ended.mp4", "ended.srt"), ENDED)
    ended.master.rename(layout.done / "ended.mp4")
    ended.folder.rename(ended.folder.with_name(f"{ended.folder.name}~done"))
    (layout.processing / "empty").mkdir()
    far = next(path for path in layout.processing.iterdir() if path.name.startswith("far"))
    left = layout.out / "talk" / f".autocut-{ENDED.mark}-k3x9"
    left.mkdir(parents=True)
    (left / "version.part").write_text("half")
    living = layout.out / "talk" / f".autocut-{OWN.mark}-k3x9"
    living.mkdir()
    assert {path.name for path in sweep(layout)} == {f"{ended.folder.name}~done", "empty", left.name}
    assert names(layout.done) == ["ended.mp4", "ended.srt"]
    assert names(layout.out / "talk") == [living.name]
    assert len(names(layout.processing)) == 2
    os.utime(far, (1, 1))
    assert sweep(layout) == (far,)


KILLED = """
import os, signal, sys
from pathlib import Path
from autocut.media.process import this_process
from autocut.watch import moving
from autocut.watch.claims.claim import beat, claim, claims, finish, release, take_over
from autocut.watch.layout import Layout
from autocut.watch.claims.leases import Leases, sweep

moving.WAYS = moving.WAYS[int(sys.argv[2]) :]
EVENTS = ("os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.utime", "open", "os.scandir", "os.listdir")
layout = Layout(Path(sys.argv[1]))

def work():
    found = claim(layout, layout.inbox / "talk.mp4", this_process())
    beat(found)
    release(found)
    (found,) = [claim(layout, layout.inbox / "talk.mp4", this_process())]
    finish(take_over(found, this_process()), layout.done)

def killed_before(step):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event in EVENTS:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    work()

def files(folder):
    return {path.name: path.read_text() for path in folder.rglob("*") if path.is_file()}

def recover():
    sweep(layout)
    worked = 0
    for each in Leases(layout, 60).expired():
        taken = take_over(each, this_process())
        if taken:
            finish(taken, layout.done)
            worked += 1
    if claims(layout):
        # Of a lease that was not written: it is watched for as long as it may be somebody's.
        clock = iter(range(0, 1000, 60))
        leases = Leases(layout, 60, now=lambda: next(clock))
        leases.expired(), leases.expired()
        for each in leases.expired():
            finish(take_over(each, this_process()), layout.done)
            worked += 1
    if (layout.inbox / "talk.mp4").exists():
        finish(claim(layout, layout.inbox / "talk.mp4", this_process()), layout.done)
        worked += 1
    sweep(layout)
    return worked

layout.make()
for step in range(1, 1000):
    before = {name: f"{name} {step}" for name in ("talk.mp4", "talk.srt", "talk.mp4.autocut.toml")}
    for name, text in before.items():
        (layout.inbox / name).write_text(text)
    child = os.fork()
    if not child:
        killed_before(step)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert recover() <= 1, step
    assert files(layout.done) == before, (step, files(layout.folder))
    assert list(layout.processing.iterdir()) == [] == list(layout.inbox.iterdir()), (step, files(layout.folder))
    for path in layout.done.iterdir():
        path.unlink()
    if status == 0:
        print(step)
        break
"""


@pytest.mark.parametrize("way", [0, 1])
def test_nothing_is_lost_doubled_or_left_by_a_kill_before_any_step(tmp_path: Path, way: int) -> None:
    """The kernel's calls are the steps: the child kills itself before the first, the second and so on.

    Once as on a file system that moves in one step, once as on one that has links for it.
    """
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(way)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30


RACE = """
import os, sys
from pathlib import Path
from autocut.media.process import this_process
from autocut.watch.claims.claim import claim, finish, take_over
from autocut.watch.layout import Layout
from autocut.watch.claims.leases import Leases
layout, own = Layout(Path(sys.argv[1])), this_process()
sys.stdin.readline()
for each in Leases(layout, 60).expired():
    taken = take_over(each, own)
    if taken:
        print(finish(taken, layout.done).name)
while left := [path for path in layout.inbox.iterdir() if path.suffix == ".mp4"]:
    for path in left:
        taken = claim(layout, path, own)
        if taken:
            print(finish(taken, layout.done).name)
"""


def test_two_processes_race_and_each_master_has_one_winner(layout: Layout) -> None:
    expected = []
    for number in range(200):
        path = master(layout, f"{number}.mp4", f"{number}.srt")
        expected.append(path.name)
        if number % 4 == 0:
            taken(layout, path, ENDED)
    command = [sys.executable, "-c", RACE, str(layout.folder)]
    racers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("\n")
        racer.stdin.flush()
    won = [racer.communicate()[0].split() for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0]
    assert all(won)
    assert sorted(won[0] + won[1]) == sorted(expected)
    assert names(layout.done) == sorted([*expected, *(f"{number}.srt" for number in range(200))])
    assert names(layout.inbox) == names(layout.processing) == []
