"""A file is still when polls of a clock that never jumps saw it unchanged; only files of the folder are seen."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from autocut.watch.arriving.settle import Settling, Stamp, listed, stamp

PATH = Path("/inbox/talk.mp4")


class Clock:
    """Monotonic seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def taken_after(stamps: Iterable[Stamp], settle: float = 10.0, poll: float = 2.0) -> float | None:
    """After how many seconds a file is taken first that shows these stamps, one a poll."""
    clock = Clock()
    settling = Settling(settle, now=clock)
    for seen in stamps:
        if settling.see({PATH: seen}):
            return clock.seconds - 1000.0
        clock.seconds += poll
    return None


def of_sizes(*sizes: int, inode: int = 7) -> list[Stamp]:
    """Stamps of a file that was written to whenever it has another size."""
    return [Stamp(size, size * 1000, inode) for size in sizes]


def test_a_file_is_taken_when_it_has_been_still_for_the_settle_time() -> None:
    assert taken_after(of_sizes(*[5] * 9)) == 10
    assert taken_after(of_sizes(1, 2, 3, *[5] * 9)) == 16


def test_three_polls_must_agree_however_far_apart_they_are() -> None:
    assert taken_after(of_sizes(*[5] * 9), settle=10, poll=60) == 120
    assert taken_after(of_sizes(*[5] * 9), settle=0, poll=1) == 2


@pytest.mark.parametrize("changed", [Stamp(6, 50, 7), Stamp(5, 51, 7), Stamp(5, 50, 8), Stamp(5, 49, 7)])
def test_another_size_time_or_file_begins_anew(changed: Stamp) -> None:
    assert taken_after([Stamp(5, 50, 7)] * 3 + [changed] * 9) in (16, 18)


def test_a_file_that_paused_while_it_grew_must_be_still_for_longer() -> None:
    paused = [1, *[2] * 5, 3]
    assert taken_after(of_sizes(*paused, *[3] * 50)) == 12 + 3 * 8
    replaced = of_sizes(*paused) + of_sizes(*[3] * 50, inode=8)
    assert taken_after(replaced) == 14 + 10


def test_a_file_that_paused_for_very_long_is_waited_for_ten_minutes_more_than_others() -> None:
    assert taken_after(of_sizes(*[2] * 12, *[3] * 50), settle=3600, poll=300) == 12 * 300 + 3600 + 600


def test_time_in_which_nobody_looked_is_no_pause() -> None:
    clock = Clock()
    settling = Settling(10, now=clock)
    settling.see({PATH: Stamp(1, 1, 7)})
    clock.seconds += 500
    for _ in range(6):
        taken = settling.see({PATH: Stamp(2, 2, 7)})
        clock.seconds += 2
    assert taken == (PATH,)
    assert settling.still_for(PATH) == 10


def test_a_file_that_went_away_is_forgotten() -> None:
    clock = Clock()
    settling = Settling(10, now=clock)
    for poll in range(7):
        taken = settling.see({} if poll == 5 else {PATH: Stamp(1, 1, 7)})
        clock.seconds += 2
    assert taken == ()
    assert settling.still_for(PATH) == 0
    assert settling.still_for(Path("/inbox/never.mp4")) == 0


def test_only_files_of_the_folder_that_have_something_in_them_are_listed(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "folder.mp4").mkdir(parents=True)
    outside = tmp_path / "outside.mp4"
    outside.write_bytes(b"outside")
    for name in ("talk.mp4", "notes.txt", ".hidden.mp4", "half.mp4.part", "fetched.mp4", "fetched.mp4.aria2"):
        (inbox / name).write_bytes(b"something")
    for name in ("empty.mp4", "talk.mp4.ready", "talk.srt"):
        (inbox / name).touch()
    (inbox / "leaves.mp4").symlink_to(outside)
    (inbox / "stays.mp4").symlink_to("talk.mp4")
    (inbox / "nowhere.mp4").symlink_to("gone.mp4")
    os.mkfifo(inbox / "pipe.mp4")
    (inbox / os.fsdecode(b"latin-\xe9.mp4")).write_bytes(b"something")
    found = listed(inbox)
    assert {os.fsencode(path.name) for path in found} == {
        b"talk.mp4",
        b"notes.txt",
        b"talk.mp4.ready",
        b"talk.srt",
        b"latin-\xe9.mp4",
    }
    assert all(stamp(path) == seen for path, seen in found.items())
    assert found[inbox / "talk.mp4"].size == 9
    assert stamp(inbox / "leaves.mp4") is stamp(inbox / "gone.mp4") is stamp(inbox / "folder.mp4") is None


def test_a_file_that_is_replaced_or_written_to_has_another_stamp(tmp_path: Path) -> None:
    path, other = tmp_path / "talk.mp4", tmp_path / "other.mp4"
    path.write_bytes(b"one")
    other.write_bytes(b"two")
    os.utime(other, ns=(0, path.stat().st_mtime_ns))
    before = stamp(path)
    assert before is not None
    other.replace(path)
    after = stamp(path)
    assert after is not None
    assert (after.size, after.mtime_ns) == (before.size, before.mtime_ns)
    assert after != before
