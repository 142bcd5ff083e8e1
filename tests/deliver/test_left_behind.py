"""The working folders of killed processes are found, those of living ones here and elsewhere are not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from autocut.deliver.outbox import left_behind, working_folder
from autocut.media.process import Process

WORK = """
import sys
from pathlib import Path
from autocut.deliver.outbox import working_folder
with working_folder(Path(sys.argv[1])) as working:
    (working / "version.part").write_text("half")
    print(working, flush=True)
    sys.stdin.read()
"""


def test_a_working_folder_is_left_behind_when_its_process_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WORK, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        killed = Path(child.stdout.readline().strip())
        with working_folder(tmp_path):
            assert left_behind(tmp_path) == ()
            child.send_signal(signal.SIGKILL)
            child.wait()
            assert left_behind(tmp_path) == (killed,)


def test_those_of_other_machines_are_left_behind_when_all_of_them_were_still_for_a_day(tmp_path: Path) -> None:
    idle, busy = (tmp_path / f".autocut-{Process(host, 1, 'b', '2').mark}-k3x9" for host in ("a", "b"))
    nameless = tmp_path / ".autocut-k3x9wz"
    for folder in (idle, busy, nameless):
        folder.mkdir()
        (folder / "version.part").write_text("half")
    yesterday = time.time() - 86_500
    for path in (idle, busy, nameless, idle / "version.part", nameless / "version.part"):
        os.utime(path, (yesterday, yesterday))
    assert left_behind(tmp_path) == ()
    os.utime(busy / "version.part", (yesterday, yesterday))
    assert left_behind(tmp_path) == tuple(sorted((idle, busy, nameless)))
    assert left_behind(tmp_path / "nowhere") == ()
