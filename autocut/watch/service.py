"""The watch folder's service: it polls the inboxes, and works on what has arrived, so many at once, until it is told to
end."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from autocut.errors import AutocutError, BugError, DeliveryError, InputError, LostError
from autocut.media.process import this_process
from autocut.model.naming import shown
from autocut.model.task import Executor
from autocut.watch.arrivals import Candidate, Waiting
from autocut.watch.claim import Claim, beat, claim, take_over
from autocut.watch.ending import Ending
from autocut.watch.inbox import Inbox
from autocut.watch.inspection import Wholeness
from autocut.watch.journal import Journal
from autocut.watch.ledger import Ledger
from autocut.watch.names import triggers_of
from autocut.watch.post import Post
from autocut.watch.retry import delay
from autocut.watch.settings import Settings
from autocut.watch.settle import stamp
from autocut.watch.watched import Found, Watched
from autocut.watch.work import Later, Stopped, Work, Workshop

_BEAT_SECONDS = 10.0
_SOON_SECONDS = 2.0
_NO_ROOM_SECONDS = 30.0
_ONCE_RETRY_SECONDS = 5.0


class Service:
    """Watches the inboxes of the settings; the caller calls `poll` again and again, and `close` at the end.

    Threads of its own work on masters, keep their leases and tell hooks and webhooks; `wake` is set when one of them
    has room for the next. All that can go wrong with one
    inbox or one master goes to the journal and leaves the others be.
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
            new = Watched(inbox, self.journal, always=self._once)
            self._watched[inbox.name] = kept if kept and kept.inbox == inbox else new

    def poll(self) -> None:
        """Look at the inboxes once, and begin as much of what may be begun as there is room for."""
        mine = {work.claim.folder for work in self.at_work()}
        found = [each for watched in self._watched.values() for each in watched.found(mine)]
        # Stable: of one priority those that a run before left come first, then the first that came.
        for each in sorted(found, key=lambda each: -each.inbox.priority):
            if len(self._works) >= self.settings.jobs or self._stopping.is_set():
                break
            if self._has_room(each):
                self._begin(each)

    @property
    def is_drained(self) -> bool:
        """Whether nothing is worked on, told or waiting that could still be done by itself."""
        waiting = any(why.passes for watched in self._watched.values() for why in watched.arrivals.waiting.values())
        return not (self._works or waiting or not self._post.is_done)

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
        self._executor.close()
        for thread in (*works, *self._threads):
            thread.join(self.settings.grace_seconds)
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
        return {
            name: {path.name: why.reason for path, why in watched.arrivals.waiting.items()}
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
        except (AutocutError, OSError) as error:
            self.journal.write("trouble", str(error), level="error", inbox=found.inbox.name)
            if found.candidate is not None:
                self._hold(found.inbox, found.candidate.master, _NO_ROOM_SECONDS, str(error))
        finally:
            with self._lock:
                del self._works[threading.current_thread()]
            self.wake.set()

    def _worked_on(self, found: Found) -> None:
        """Look into a candidate, take it and do it."""
        because: AutocutError | None = None
        if found.candidate is not None:
            reason = self._why_not_whole(found.inbox, found.candidate)
            if isinstance(reason, Waiting):
                self._watched[found.inbox.name].look_again(found.candidate, reason)
                return
            because = reason
        taken = self._taken(found)
        if taken is None:
            return
        work = Work(found.inbox, taken, again=found.candidate is None)
        with self._lock:
            self._works[threading.current_thread()] = (found, work)
        if self._stopping.is_set():
            work.stop.set()
        try:
            self._note(work, self._workshop.do(work, because))
        except Stopped:
            self._workshop.give_up(work)
            raise

    def _taken(self, found: Found) -> Claim | None:
        """The claim, or None where another one was first or the file is not what was looked into."""
        owner = this_process()
        if found.claim is not None:
            return take_over(found.claim, owner)
        assert found.candidate is not None
        master, seen, _ = found.candidate
        inbox = found.inbox
        if stamp(master) != seen:
            return None
        triggers = triggers_of(master, inbox.trigger) if inbox.trigger else ()
        return claim(inbox.layout, master, owner, triggers)

    def _why_not_whole(self, inbox: Inbox, candidate: Candidate) -> AutocutError | Waiting | None:
        """None where it is whole, why it waits where it is not yet, the error where it never will be."""
        try:
            reason = self._looked_into(candidate.master)
        except (InputError, LostError, BugError) as error:
            return error
        if reason is None:
            return None
        if candidate.still_for >= inbox.incomplete_after:
            return InputError(f"{reason}; nothing of it came for {candidate.still_for:.0f} s")
        return Waiting(reason, passes=False)

    def _looked_into(self, master: Path) -> str | None:
        work = self._executor.work(Wholeness(master))
        try:
            while not self._stopping.is_set():
                next(work)
        except StopIteration as end:
            found: str | None = end.value
            return found
        except LostError as error:
            if self._stopping.is_set():
                raise Stopped from error
            raise
        finally:
            work.close()
        raise Stopped

    def _note(self, work: Work, what: Ending | Later) -> None:
        if isinstance(what, Ending):
            self.ended(work.inbox.name, what.outcome, what.seconds)
            if what.outcome == "failed":
                self._worst = max(self._worst, *(failure.exit_code for failure in what.failures), 1)
            return
        wait = delay(what.attempt, random.random()) if what.attempt else _SOON_SECONDS
        self._hold(work.inbox, what.place, min(wait, _ONCE_RETRY_SECONDS) if self._once else wait, what.reason)

    def _hold(self, inbox: Inbox, path: Path, seconds: float, reason: str) -> None:
        seen, watched = stamp(path), self._watched.get(inbox.name)
        if seen is not None and watched is not None:
            watched.arrivals.hold(path, seen, seconds, Waiting(reason))

    def _inbox_of(self, name: str) -> Inbox | None:
        watched = self._watched.get(name)
        return watched.inbox if watched else None

    def _keep(self) -> None:
        """Keep the leases of what is worked on."""
        while not self._stopping.wait(_BEAT_SECONDS):
            for work in self.at_work():
                try:
                    beat(work.claim)
                except LostError as error:
                    if work.moving:
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


def _left_alone(path: Path) -> str:
    if shown(path.name) != path.name:
        return "left alone: its name is no text in UTF-8; rename it"
    return "left alone: it is no medium by its name"
