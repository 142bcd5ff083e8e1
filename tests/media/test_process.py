"""A process is told apart from all others, also from a later one with its number."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from autocut.media.process import Process, is_alive, maker_lives, this_process

CHILD = """
import sys
from autocut.media.process import this_process
print(repr(this_process()), flush=True)
sys.stdin.read()
"""


def test_a_process_is_alive_until_it_has_ended_also_while_nobody_has_seen_it() -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdin
        process = eval(child.stdout.readline(), {"Process": Process})
        assert process.pid == child.pid
        assert is_alive(process) is True
        assert maker_lives(process.mark) is True
        child.stdin.close()
        assert child.stdout.read() == b""
        while is_alive(process):
            pass
        # It is a zombie still.
        assert child.returncode is None
        assert maker_lives(process.mark) is False
    assert is_alive(process) is False


def test_a_number_that_was_given_again_is_another_process() -> None:
    own = this_process()
    assert is_alive(own) is True
    for other in (replace(own, start=str(int(own.start) - 1)), replace(own, pid=4_194_400)):
        assert is_alive(other) is False
        assert maker_lives(other.mark) is False


def test_of_another_machine_or_container_nothing_is_known() -> None:
    own = this_process()
    for other in (replace(own, host="other"), replace(own, boot="other"), replace(own, boot="")):
        assert is_alive(other) is None
        assert maker_lives(other.mark) is None
    assert maker_lives("k3x9") is None


def test_a_mark_is_short_and_plain() -> None:
    mark = Process("höst" * 60, 4_194_304, "b" * 60, "9" * 20).mark
    assert len(mark.encode("ascii")) <= 60
