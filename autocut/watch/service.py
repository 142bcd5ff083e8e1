"""The watch folder's service: it polls the inboxes, and works on what has arrived, so many at once, until it is told to
end."""

from __future__ import annotations

import random
import shutil
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from autocut.errors import AutocutError, DeliveryError, LostError, PresetError
from autocut.media.process import this_process
from autocut.model.naming import shown
from autocut.model.task import Executor
from autocut.watch.arriving.arrivals import Waiting
from autocut.watch.arriving.settle import stamp
from autocut.watch.claims.claim import beat
from autocut.watch.ending import Ending
from autocut.watch.inbox import Inbox
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.retry import delay
from autocut.watch.settings import Settings
from autocut.watch.taking import taken_by, why_not_whole
from autocut.watch.telling.journal import Journal
from autocut.watch.telling.post import Post
from autocut.watch.watched import Found, Watched
from autocut.watch.work import Later, Stopped, Work, Workshop

_SOON_SECONDS = 2.0
_NO_ROOM_SECONDS = 30.0
_ONCE_RETRY_SECONDS = 5.0
_BEATS = 6


class Service:
    """Watches the inboxes of the settings; the caller calls `poll` again and again, and `close` at the end.

    Threads of its own work on masters, keep their leases and tell hooks and webhooks; `wake` is set when one of them
    has room for the next. All that can go wrong with one inbox or one master goes to the journal and leaves the others
    be.
    """

    def __init__(self, settings: Settings, executor: Executor, ledger: Ledger, journal: Journal, *, once: bool) -> None:
        self.settings = settings
        self.journal = journal
        self.ledger = ledger
        self._worst = 0
        self.ended: Callable[[str, str, float], None] = lambda inbox, outcome, seconds: None
        self.wake = threading.Event()
        self._executor = executor
        self._once = once
        self._was_idle = False
        self._workshop = Workshop(executor, ledger, journal)
        self._watched: dict[str, Watched] = {}
        self._works: dict[threading.Thread, tuple[Found, Work | None]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._post = Post(ledger, journal, self._inbox_of, self._stopping)
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._keep, self._tell)]
        self.take(settings)
        for job in ledger.abandoned():
            journal.write("abandoned", f"{job.name}: its process ended before it", inbox=job.inbox, job=str(job.id))
        for thread in self._threads:
            thread.start()

    def take(self, settings: Settings) -> None:
        """Go on by these settings; what is worked on is made as it was asked when it was taken."""
        self.settings = settings
        for broken in settings.broken:
            self.journal.write("broken", broken.sentence, level="error", inbox=broken.name)
            self._worst = max(self._worst, 2)
        before = self._watched
        self._watched = {}
        for inbox in settings.inboxes:
            kept = before.get(inbox.name)
            new = Watched(inbox, self.journal, settings.lease_seconds, always=self._once)
            self._watched[inbox.name] = kept if kept and kept.inbox == inbox else new

    def poll(self) -> None:
        """Look at the inboxes once, and begin as much of what may be begun as there is room for."""
        with self._lock:
            self._was_idle = not self._works
        mine = {work.claim.folder for work in self.at_work()}
        found = [each for watched in self._watched.values() for each in watched.found(mine)]
        # Stable: of one priority those that a run before left come first, then the first that came.
        for each in sorted(found, key=lambda each: -each.inbox.priority):
            if len(self._works) >= self.settings.jobs or self._stopping.is_set():
                break
            try:
                if self._has_room(each):
                    self._begin(each)
            except OSError as error:
                # The next poll tells whether the inbox can be looked at at all.
                self.journal.write("trouble", str(error), level="error", inbox=each.inbox.name)

    @property
    def is_drained(self) -> bool:
        """Whether nothing was worked on before the last poll, nor is now, told or waiting that could still be done."""
        waiting = any(why.passes for watched in self._watched.values() for why in watched.arrivals.waiting.values())
        return self._was_idle and not (self._works or waiting or not self._post.is_done)

    @property
    def exit_code(self) -> int:
        """The worst of all results so far; what still waits for something from outside counts as a failure."""
        stuck = any(watched.arrivals.waiting or watched.trouble for watched in self._watched.values())
        return max(self._worst, 1 if stuck else 0)

    def close(self) -> None:
        """Begin nothing more, give back what is worked on, and end all that runs, within the time of the settings."""
        self._stopping.set()
        with self._lock:
            works = dict(self._works)
        for _, work in works.values():
            if work is not None:
                work.stop.set()
        until = time.monotonic() + self.settings.grace_seconds
        self._executor.close()
        for thread in (*works, *self._threads):
            thread.join(max(0.0, until - time.monotonic()))
        self.ledger.close()

    def at_work(self) -> tuple[Work, ...]:
        """What is worked on now."""
        with self._lock:
            return tuple(work for _, work in self._works.values() if work is not None)

    def states(self) -> dict[str, str]:
        """Each inbox by its name: how it stands, in a word or a sentence."""
        found = {broken.name: broken.sentence for broken in self.settings.broken}
        for name, watched in self._watched.items():
            found[name] = watched.state
        return found

    def waiting(self) -> dict[str, dict[str, str]]:
        """The files that wait in each inbox, and why; also those that nobody knows what to do with."""
        with self._lock:
            begun = {each.candidate.master for each, _ in self._works.values() if each.candidate}
        return {
            name: {each.master.name: _its_turn(watched) for each in watched.ready if each.master not in begun}
            | {path.name: why.reason for path, why in watched.arrivals.waiting.items()}
            | {shown(path.name): _left_alone(path) for path in watched.arrivals.unknown}
            for name, watched in self._watched.items()
        }

    def oldest(self) -> dict[str, float]:
        """How many seconds the first file of each inbox has waited since it was still."""
        return {name: watched.arrivals.oldest() for name, watched in self._watched.items()}

    def _has_room(self, found: Found) -> bool:
        """Whether it is not begun already, its inbox may have one more, and the disk has room for what comes of it."""
        inbox = found.inbox
        with self._lock:
            begun = [each for each, _ in self._works.values()]
        if inbox.concurrency and sum(each.inbox == inbox for each in begun) >= inbox.concurrency:
            return False
        if found.candidate is None:
            return all(each.claim != found.claim for each in begun)
        master, seen, _ = found.candidate
        if any(each.candidate and each.candidate.master == master for each in begun):
            return False
        needed = self.settings.least_free_bytes + self.settings.free_factor * seen.size
        free = shutil.disk_usage(inbox.layout.out).free
        if free >= needed:
            return True
        reason = f"{free / 1e9:.1f} GB are free, {needed / 1e9:.1f} GB are needed before it is begun"
        self.journal.write("no room", f"{master.name}: {reason}", level="warning", inbox=inbox.name)
        self._watched[inbox.name].arrivals.hold(master, seen, _NO_ROOM_SECONDS, Waiting(reason, passes=False))
        return False

    def _begin(self, found: Found) -> None:
        thread = threading.Thread(target=self._work, args=(found,), daemon=True)
        with self._lock:
            self._works[thread] = (found, None)
        thread.start()

    def _work(self, found: Found) -> None:
        try:
            self._worked_on(found)
        except Stopped:
            pass
        except LostError as error:
            self.journal.write("lost", str(error), level="warning", inbox=found.inbox.name)
        except Exception as error:
            self._troubled(found, error)
        finally:
            with self._lock:
                del self._works[threading.current_thread()]
            self.wake.set()

    def _worked_on(self, found: Found) -> None:
        """Look into a candidate, take it and do it."""
        because: AutocutError | None = None
        if found.candidate is not None:
            reason = why_not_whole(found.inbox, found.candidate, self._executor, self._stopping)
            if isinstance(reason, Waiting):
                if watched := self._watched.get(found.inbox.name):
                    watched.look_again(found.candidate, reason)
                return
            because = reason
        taken = taken_by(this_process(), found)
        if taken is None:
            return
        work = Work(found.inbox, taken, again=found.candidate is None)
        with self._lock:
            self._works[threading.current_thread()] = (found, work)
        if self._stopping.is_set():
            work.stop.set()
        self._note(work, self._workshop.do(work, because))

    def _troubled(self, found: Found, error: Exception) -> None:
        """Tell of what nobody expected; what was claimed stays so until its lease expires."""
        self._worst = max(self._worst, 1)
        bug = not isinstance(error, AutocutError | OSError)
        said = traceback.format_exc() if bug else str(error)
        self.journal.write("bug" if bug else "trouble", said, level="error", inbox=found.inbox.name)
        if found.candidate is not None:
            self._hold(found.inbox, found.candidate.master, _NO_ROOM_SECONDS, str(error))

    def _note(self, work: Work, what: Ending | Later) -> None:
        if isinstance(what, Ending):
            self.ended(work.inbox.name, what.outcome, what.seconds)
            if what.outcome == "failed":
                self._worst = max(self._worst, *(failure.exit_code for failure in what.failures), 1)
            return
        first = self.settings.retry_seconds
        wait = delay(what.attempt, random.random(), first=first) if what.attempt else _SOON_SECONDS
        self._hold(work.inbox, what.place, min(wait, _ONCE_RETRY_SECONDS) if self._once else wait, what.reason)

    def _hold(self, inbox: Inbox, path: Path, seconds: float, reason: str) -> None:
        seen, watched = stamp(path), self._watched.get(inbox.name)
        if seen is not None and watched is not None:
            watched.arrivals.hold(path, seen, seconds, Waiting(reason))

    def _inbox_of(self, name: str) -> Inbox | None:
        for broken in self.settings.broken:
            if broken.name == name:
                raise PresetError(broken.sentence)
        watched = self._watched.get(name)
        return watched.inbox if watched else None

    def _keep(self) -> None:
        """Keep the leases of what is worked on, and see what others no longer work on."""
        while not self._stopping.wait(self.settings.lease_seconds / _BEATS):
            try:
                self.ledger.abandoned()
            except AutocutError as error:
                self.journal.write("trouble", str(error), level="error")
            for work in self.at_work():
                if work.leaving:
                    continue
                try:
                    beat(work.claim)
                except LostError as error:
                    if work.leaving:
                        continue
                    self.journal.write("lost", str(error), level="warning", inbox=work.inbox.name)
                    work.stop.set()
                except DeliveryError as error:
                    self.journal.write("trouble", str(error), level="warning", inbox=work.inbox.name)

    def _tell(self) -> None:
        """Tell hooks and webhooks what is due."""
        while not self._stopping.wait(self.settings.poll_seconds):
            try:
                self._post.tell_all()
            except AutocutError as error:
                self.journal.write("trouble", str(error), level="error")


def _its_turn(watched: Watched) -> str:
    return "its turn has not come" if watched.state == "open" else watched.state


def _left_alone(path: Path) -> str:
    if shown(path.name) != path.name:
        return "left alone: its name is no text in UTF-8; rename it"
    return "left alone: it is no medium by its name"
