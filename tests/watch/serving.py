"""The watch folder's service in a process of its own, over small masters, and what must be true after it."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ENDS = ("done", "failed", "duplicate")

_HOOK = """
import json, os, sys
body = json.load(sys.stdin)
master = os.fsencode(body["job"]["master"]).decode("utf-8", "backslashreplace")
line = json.dumps([body["id"], body["job"]["id"], body["event"], master]) + "\\n"
file = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
os.write(file, line.encode())
"""
_OF_BOX = (
    'presets = ["podcast-audio"]',
    'set = { "analysis.speech" = false, "analysis.faces" = false, "analysis.text" = false, "analysis.sounds" = false }',
)


@dataclass(slots=True)
class Site:
    """A folder with one inbox `box`, its settings and what is remembered; `settings` and `inbox` are lines of TOML."""

    folder: Path
    settings: tuple[str, ...] = ()
    inbox: tuple[str, ...] = ()
    contents: dict[str, str] = field(default_factory=dict)
    surroundings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.box.mkdir(parents=True, exist_ok=True)
        (self.folder / "hook.py").write_text(_HOOK)
        self.write()

    @property
    def box(self) -> Path:
        """The inbox."""
        return self.folder / "box"

    @property
    def config(self) -> Path:
        """The settings' file."""
        return self.folder / "watch.toml"

    def write(self, *more: str) -> None:
        """Write the settings, with `more` lines behind them."""
        hook = json.dumps([sys.executable, str(self.folder / "hook.py"), str(self.folder / "told")])
        usual = ("jobs = 2", "poll_seconds = 0.2", "lease_seconds = 3", "retry_seconds = 0.5", "least_free_bytes = 0")
        keys = {line.partition(" = ")[0] for line in (*self.settings, *self.inbox)}
        lines = [
            *(line for line in usual if line.partition(" = ")[0] not in keys),
            *self.settings,
            "[inbox.box]",
            'folder = "box"',
            *(line for line in (*_OF_BOX, "settle_seconds = 0.4") if line.partition(" = ")[0] not in keys),
            *(f"{event} = {hook}" for event in ("on_delivered", "on_failed")),
            *self.inbox,
            *more,
        ]
        self.config.write_text("\n".join(lines) + "\n")

    def drop(self, master: Path, name: str | bytes, *, more: bytes = b"", into: str = "") -> Path:
        """Put a copy of the master into the inbox at once, of another content with `more` behind it."""
        data = master.read_bytes() + _free(more)
        path = self.box / into / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        draft = path.with_name(".arriving")
        draft.write_bytes(data)
        draft.rename(path)
        self.contents[path.name] = hashlib.sha256(data).hexdigest()
        return path

    def environment(self) -> dict[str, str]:
        """Of the service and all that it starts, which is known by it."""
        own = {"PYTHONPATH": str(ROOT), "AUTOCUT_CACHE": str(self.folder / "cache")}
        return {**os.environ, **own, **self.surroundings}

    def start(self, *options: str, state: str = "state") -> subprocess.Popen[bytes]:
        """The service at work; its log is in the folder, by the name of its state."""
        with (self.folder / f"{state}.log").open("a") as log:
            return subprocess.Popen(
                [*_COMMAND, "--config", str(self.config), "--state", str(self.folder / state), *options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=self.environment(),
                cwd=ROOT,
            )

    @contextmanager
    def serving(self, *options: str, state: str = "state") -> Iterator[subprocess.Popen[bytes]]:
        """The service at work, which is killed in the end if it has not ended before."""
        with self.start(*options, state=state) as process:
            try:
                yield process
            finally:
                process.kill()

    def drain(self, *options: str, state: str = "state", seconds: float = 120) -> int:
        """Make what is there, and return the exit code."""
        with self.serving("--once", *options, state=state) as process:
            return process.wait(timeout=seconds)

    def log(self, state: str = "state") -> list[dict[str, Any]]:
        """What the services wrote so far."""
        path = self.folder / f"{state}.log"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]

    def files(self, folder: str) -> set[str]:
        """The names of all that lies in a folder of the inbox."""
        place = self.box / folder
        return {path.name for path in place.iterdir()} if place.is_dir() else set()

    def rows(self, query: str, state: str = "state") -> list[tuple[Any, ...]]:
        """What the ledger says."""
        with closing(sqlite3.connect(self.folder / state / "ledger.sqlite")) as ledger:
            return ledger.execute(query).fetchall()

    def told(self) -> list[tuple[str, str, str, str]]:
        """What the hook was told: id, job, event and master, in this order."""
        path = self.folder / "told"
        return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []

    def processes(self, *, program: str = "") -> list[int]:
        """What runs for this site, by its environment: the numbers of processes whose command names the program."""
        found, mark = [], os.fsencode(f"AUTOCUT_CACHE={self.folder / 'cache'}")
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    ours = mark in (process / "environ").read_bytes().split(b"\0")
                    if ours and os.fsencode(program) in (process / "cmdline").read_bytes():
                        found.append(int(process.name))
                except OSError:
                    continue
        return found


def _free(more: bytes) -> bytes:
    """A box of an MP4 file that nobody reads."""
    return (len(more) + 8).to_bytes(4, "big") + b"free" + more if more else b""


_COMMAND = (sys.executable, "-m", "autocut", "watch")


def until(true: Callable[[], object], what: str = "", seconds: float = 60) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"it did not come: {what}"
        time.sleep(0.05)


def sha256(path: Path) -> str:
    """Of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Audit:
    """What is wrong after all has ended, in sentences by kind; and where each master lies, by its name before."""

    faults: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]

    @property
    def all(self) -> list[str]:
        """Every fault."""
        return [f"{kind}: {each}" for kind, found in self.faults.items() for each in found]


def audited(site: Site, *states: str) -> Audit:
    """Hold the site against what must be true when all services have ended and all masters were drained.

    Of several `states` each knows what it made itself: what has two names may be made by both.
    """
    found: dict[str, list[str]] = {kind: [] for kind in ("lost", "changed", "half-written", "twice", "orphan", "left")}
    places = _masters(site, found)
    delivered = {site.contents[name] for name, place in places.items() if place == "done"}
    _outboxes(site, found, delivered, several=len(states) > 1)
    for state in states or ("state",):
        query = "SELECT count(*), content, preset FROM version WHERE status = 'delivered' GROUP BY 2, request, 3, name"
        found["twice"] += [f"{row} in the ledger" for row in site.rows(query, state) if row[0] != 1]
        if len(states) > 1:
            # What one of them gave back the other made.
            continue
        open_ = "SELECT name, state FROM job WHERE state IN ('running', 'waiting', 'released')"
        found["left"] += [f"{row} in the ledger" for row in site.rows(open_, state)]
    if len(states) < 2:
        of_jobs = Counter((job, event) for _, job, event, _ in {told[0]: told for told in site.told()}.values())
        found["twice"] += [f"{job} was told under {number} ids" for job, number in of_jobs.items() if number != 1]
    found["orphan"] += [f"process {number}" for number in site.processes()]
    working = [path for path in site.box.rglob(".*") if path.name != ".arriving"]
    found["left"] += [str(path) for path in (*working, *(site.box / "processing").iterdir())]
    return Audit({kind: tuple(each) for kind, each in found.items()}, places)


def _masters(site: Site, found: dict[str, list[str]]) -> dict[str, str]:
    """Where each master lies, all of it as it was."""
    there: dict[str, list[Path]] = {}
    for folder in ("", "in", *ENDS):
        for path in sorted((site.box / folder).glob("*.mp4")):
            there.setdefault(sha256(path), []).append(path)
            reason = path.with_name(f"{path.name}.error.json")
            if folder == "failed" and not (reason.is_file() and json.loads(reason.read_text())["reason"]):
                found["lost"].append(f"{path} failed without a reason")
    wanted = Counter(site.contents.values())
    found["changed"] += [f"{path}" for digest, each in there.items() if digest not in wanted for path in each]
    for digest, number in wanted.items():
        if len(there.get(digest, ())) != number:
            names = [name for name, own in site.contents.items() if own == digest]
            found["lost"].append(f"{names} is there {len(there.get(digest, ()))} times")
    places = {}
    for name, digest in site.contents.items():
        if there.get(digest):
            place = min(there[digest], key=lambda path: (path.name != name, path.parent.name != "done"))
            places[name] = place.parent.name
    return places


def _outboxes(site: Site, found: dict[str, list[str]], delivered: set[str], *, several: bool) -> None:
    owners: Counter[str] = Counter()
    for outbox in (site.box / "out").iterdir():
        try:
            manifest = json.loads((outbox / "manifest.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            found["half-written"].append(f"{outbox}: {error}")
            continue
        owners[manifest["master"]["sha256"]] += 1
        made = {entry["path"]: entry["sha256"] for entry in manifest["deliveries"] if entry["path"]}
        for path in outbox.iterdir():
            if path.name != "manifest.json" and path.is_file() and made.get(str(path)) != sha256(path):
                found["half-written"].append(str(path))
        found["lost"] += [f"{path} is not there" for path in made if not Path(path).is_file()]
        if manifest["master"]["sha256"] in delivered:
            if not made:
                found["lost"].append(f"{outbox} has no version")
            if not Path(manifest["master"]["path"]).is_file():
                found["left"].append(f"{outbox} says its master is at {manifest['master']['path']}")
    most = Counter(site.contents.values()) if several else Counter(dict.fromkeys(owners, 1))
    found["twice"] += [f"{digest} has {number} outboxes" for digest, number in owners.items() if number > most[digest]]
    found["lost"] += [f"{digest} was delivered, but to no outbox" for digest in delivered - set(owners)]


def kill(numbers: list[int], number: signal.Signals = signal.SIGKILL) -> int:
    """Send the signal to those that still run; return to how many."""
    sent = 0
    for each in numbers:
        try:
            os.kill(each, number)
            sent += 1
        except ProcessLookupError:
            continue
    return sent
