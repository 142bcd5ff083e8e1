"""The watch folder under all that kills it: how many masters were delivered once, and what was lost, which must be
nothing.

    python -m benchmarks.soak --masters 40 --kills 50 --seed 1
    python -m benchmarks.soak --queue 200

Masters arrive slowly, in pieces, by renaming, twice, and some are broken; meanwhile the service is killed and started
again, its workers and its ffmpegs are killed, it is stopped for a while, and told to end. Then all is drained and held
against what must be true. Ends with 1 where it is not.

`--queue` measures instead what a job costs beside its work, on so many masters of one content, which take every step
but the making: they are looked into, claimed, read, written down and moved.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from autocut.media.run import ffmpeg, finish
from tests.watch.serving import Site, audited, kill

_SOURCE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2", "-f", "lavfi", "-i", "sine=440:r=48000:d=2")
_CODING = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac")
_SETTINGS = ("retry_seconds = 0.2",)
# Each kill of the service counts as an attempt of what it was at, for a master may be what kills it.
_INBOX = ("most_attempts = 40", "incomplete_after = 8")
_MOST_SECONDS = 0.05
_FAULTS = ("service", "service", "service", "worker", "ffmpeg", "term", "stop")


class Arriving(threading.Thread):
    """Puts masters into the inbox, in the ways in which people and programs do."""

    def __init__(self, site: Site, master: Path, number: int, seed: int, pause: float) -> None:
        super().__init__(daemon=True)
        self.site, self.data, self.number, self.pause = site, master.read_bytes(), number, pause
        self.random = random.Random(seed)
        self.ways: Counter[str] = Counter()
        self.expected: dict[str, str] = {}

    def run(self) -> None:
        """One after the other."""
        for number in range(self.number):
            way = self.random.choice(("rename", "rename", "slow", "stalled", "replaced", "duplicate", "cut off"))
            self.ways[way] += 1
            self._arrive(way, number)
            time.sleep(self.random.uniform(0, 2 * self.pause))

    def _arrive(self, way: str, number: int) -> None:
        name = f"{number:03} {way}.mp4"
        data = self.data + (12).to_bytes(4, "big") + b"free" + number.to_bytes(4, "big")
        place = self.site.box / self.random.choice(("", "in")) / name
        place.parent.mkdir(exist_ok=True)
        cut = len(data) // 2
        if way == "cut off":
            data = data[:cut]
        self.site.contents[name] = hashlib.sha256(data).hexdigest()
        if way in ("slow", "stalled"):
            with place.open("wb") as file:
                for piece in (data[:cut], data[cut:]):
                    file.write(piece)
                    file.flush()
                    time.sleep(0.3 if way == "slow" else 2.5)
            return
        self._at_once(place, data)
        if way == "duplicate":
            self.site.contents[f"again {name}"] = self.site.contents[name]
            self._at_once(place.with_name(f"again {name}"), data)
        if way == "replaced":
            # Whatever the service is at with the first: it may have been taken, or be gone for the second.
            time.sleep(self.random.uniform(0, 3))
            other = data + (8).to_bytes(4, "big") + b"free"
            if self._at_once(place, other):
                del self.site.contents[name]
            self.site.contents[f"{name} 2"] = hashlib.sha256(other).hexdigest()

    def _at_once(self, place: Path, data: bytes) -> bool:
        """Put it there; whether it took the place of another."""
        draft = place.with_name(".arriving")
        draft.write_bytes(data)
        try:
            # One that is replaced is out of the way first, so that it can be told whether it was still there.
            place.rename(place.with_name(".replaced"))
            replaced = True
        except FileNotFoundError:
            replaced = False
        draft.rename(place)
        place.with_name(".replaced").unlink(missing_ok=True)
        return replaced


class Soak:
    """The services, and what is done to them."""

    def __init__(self, site: Site, seed: int, watchers: int) -> None:
        self.site = site
        self.random = random.Random(seed)
        self.states = [f"state{number}" for number in range(watchers)]
        self.services = {state: site.start(state=state) for state in self.states}
        self.done: Counter[str] = Counter()

    def fault(self) -> None:
        """One of them, at random."""
        which = self.random.choice(_FAULTS)
        state = self.random.choice(self.states)
        service = self.services[state]
        if which in ("service", "term"):
            service.send_signal(signal.SIGKILL if which == "service" else signal.SIGTERM)
            began = time.monotonic()
            service.wait(60)
            if which == "term" and time.monotonic() - began > 10:
                self.done["ended too late"] += 1
            time.sleep(self.random.uniform(0, 0.5))
            self.services[state] = self.site.start(state=state)
            self.done["restarts"] += 1
        elif which == "stop":
            service.send_signal(signal.SIGSTOP)
            time.sleep(self.random.uniform(1, 6))
            service.send_signal(signal.SIGCONT)
        else:
            until = time.monotonic() + 3
            found: list[int] = []
            while not found and time.monotonic() < until:
                found = self.site.processes(program="farm.worker" if which == "worker" else "-progress")
            if not found or not kill([self.random.choice(found)]):
                return
        self.done[which] += 1

    def end(self) -> None:
        """End all services, and make what is left."""
        for service in self.services.values():
            service.send_signal(signal.SIGTERM)
        for service in self.services.values():
            service.wait(60)
        for state in self.states:
            self.site.drain(state=state, seconds=600)


def queue(number: int) -> int:
    """Print what a job costs beside its work, in processor time and on the clock; 1 where it is above the bar."""
    with tempfile.TemporaryDirectory(prefix="autocut-soak-") as folder:
        site = Site(Path(folder), ("jobs = 1",))
        master = Path(folder) / "master.mp4"
        finish(ffmpeg([*_SOURCE, *_CODING, str(master)]))
        site.drop(master, "first.mp4")
        site.drain()
        costs = []
        for masters in (1, number + 1):
            for each in range(masters):
                site.drop(master, f"{masters} {each}.mp4")
            used, began = _processor(), time.monotonic()
            site.drain(seconds=600)
            costs.append((_processor() - used, time.monotonic() - began))
        processor, clock = ((many - one) / number for one, many in zip(*costs, strict=True))
        print(f"{number} jobs, each {processor * 1000:.1f} ms of processor time, {clock * 1000:.1f} ms on the clock")
    return 1 if processor > _MOST_SECONDS else 0


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Run it, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--masters", type=int, default=40)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--watchers", type=int, default=1, help="services over the one folder, each with its own state")
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two faults, at most")
    parser.add_argument("--keep", action="store_true", help="keep the folder, and print where it is")
    parser.add_argument("--queue", type=int, metavar="N", help="measure what a job costs beside its work")
    given = parser.parse_args()
    if given.queue:
        return queue(given.queue)
    folder = Path(tempfile.mkdtemp(prefix="autocut-soak-"))
    site = Site(folder, _SETTINGS, _INBOX)
    master = folder / "master.mp4"
    finish(ffmpeg([*_SOURCE, *_CODING, str(master)]))
    began = time.monotonic()
    arriving = Arriving(site, master, given.masters, given.seed, given.kills * given.pause / 2 / given.masters)
    soak = Soak(site, given.seed + 1, given.watchers)
    arriving.start()
    while sum(soak.done[each] for each in set(_FAULTS)) < given.kills:
        time.sleep(soak.random.uniform(0, given.pause))
        soak.fault()
    arriving.join()
    soak.end()
    audit = audited(site, *soak.states)
    places = Counter(audit.places.values())
    rows: list[tuple[str, object]] = [
        ("seed", given.seed),
        ("masters", len(site.contents)),
        *(("arrived: " + way, number) for way, number in sorted(arriving.ways.items())),
        *(("done: " + what, number) for what, number in sorted(soak.done.items())),
        ("delivered once", places["done"]),
        ("failed with reason", places["failed"]),
        ("duplicates", places["duplicate"]),
        ("told", len(site.told())),
        ("of them again", len(site.told()) - len({told[0] for told in site.told()})),
        *((kind, len(found)) for kind, found in audit.faults.items()),
        ("seconds", round(time.monotonic() - began)),
    ]
    for name, value in rows:
        print(f"{name:24} {value}")
    whole = {name for name in site.contents if "cut off" not in name}
    missed = [*audit.all, *(f"failed: {name}" for name in whole if audit.places.get(name) == "failed")]
    bugs = [line["sentence"] for state in soak.states for line in site.log(state) if line["event"] == "bug"]
    missed += [f"bug: {each}" for each in bugs] + ["ended too late"] * soak.done["ended too late"]
    for each in missed:
        print(each)
    if given.keep or missed:
        print(f"kept in {folder}")
    else:
        shutil.rmtree(folder)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
