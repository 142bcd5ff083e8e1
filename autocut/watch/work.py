"""One master that was taken, from its content to its end."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from autocut.deliver.manifest import entries_of, withdraw
from autocut.errors import AutocutError, BugError, LostError
from autocut.faults import failed
from autocut.model.event import Event, Failed, Finished, Noted, Progressed, Started, Warned
from autocut.model.task import Executor, Task
from autocut.order import Order
from autocut.watch.arriving.inspection import Content, Reading
from autocut.watch.arriving.settle import Stamp, stamp
from autocut.watch.asking import digest
from autocut.watch.claims.claim import Claim, release
from autocut.watch.ending import Ending, end, put_away
from autocut.watch.inbox import OUTCOMES, Inbox
from autocut.watch.layout import reserve, unreserve
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import FINAL, Job
from autocut.watch.retry import verdict
from autocut.watch.telling.journal import Journal, Level

T = TypeVar("T")

_LEVELS: dict[type[Event], Level] = {Warned: "warning", Failed: "warning"}


class Stopped(Exception):
    """The service ends, or its claim was lost: the work is given up."""


@dataclass(slots=True)
class Work:
    """A claim that is being worked on; `stop` gives it up at its next event, `stage` is what is going on.

    `again` is a master that was taken up from a run that ended before it. Once it is `leaving`, nobody may keep its
    lease.
    """

    inbox: Inbox
    claim: Claim
    again: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    leaving: bool = False
    stage: str = ""
    began: float = field(default_factory=time.monotonic)
    failures: list[Failed] = field(default_factory=list)
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """The master was given back and lies at this place; `attempt` says how often it was tried, 0 where it was not."""

    place: Path
    attempt: int
    reason: str


@dataclass(slots=True)
class Workshop:
    """What works on claims: the executor, and where it is written down."""

    executor: Executor
    ledger: Ledger
    journal: Journal

    def do(self, work: Work, because: AutocutError | None = None) -> Ending | Later:
        """Make what is asked of the master and put it away, or give it back: later it may go well.

        A reason that is known before ends it at once. Raises Stopped where the work was given up, LostError where
        another one has taken the claim over, DeliveryError where the master cannot be moved; it then stays claimed.
        """
        try:
            return self._done(work, because)
        except Stopped:
            self._give_up(work)
            raise
        except Exception as error:
            return self._dropped(work, error)
        finally:
            if work.job is not None:
                self.ledger.let_go(work.job.id)

    def _done(self, work: Work, because: AutocutError | None) -> Ending | Later:
        master, before = work.claim.master, stamp(work.claim.master)
        content, request, unread = self._read(work, before)
        because = unread or because
        if work.again and (ended := self.ledger.last(work.inbox.name, master.name, content.sha256, request)):
            return self._only_moved(work, ended)
        job = self.ledger.begin(work.inbox.name, master.name, *content, request)
        if job.original != job.id:
            work.job = job
        if job.original is not None:
            return self._duplicate(work, job)
        if (maker := self.ledger.maker_of(content.sha256)) is not None:
            return self._end(work, job, Ending("duplicate", f"a version that was made of {maker.name}", original=maker))
        self._say(work, "begun", f"{master.name}: begun, attempt {job.attempts}")
        if job.attempts > work.inbox.most_attempts:
            because = LostError(f"{master.name} was begun {job.attempts - 1} times, and nothing was heard of it again")
        try:
            ending = self._made(work, job, content, before, because)
        except AutocutError as error:
            if work.stop.is_set():
                raise Stopped from error
            work.failures.append(failed(master.name, error))
            ending = Ending("failed", _as_it_lay(str(error), work.claim))
        return self._failed(work, job, ending) if ending.outcome == "failed" else self._end(work, job, ending)

    def _read(self, work: Work, before: Stamp | None) -> tuple[Content, str, LostError | None]:
        """What is in the master and what is asked of it; where that cannot be read, what stands for it, and why."""
        master, request = work.claim.master, ""
        try:
            request = digest(work.inbox.request, master, work.claim.layout.out)
            return self._follow(work, Reading(master)), request, None
        except (AutocutError, OSError) as error:
            if work.stop.is_set():
                raise Stopped from error
            # A disk or a share comes back, and a worker that was killed is started again.
            why = error if isinstance(error, LostError) else LostError(str(error))
            return Content("", f"not read: {master.name} {before}"), request, why

    def _made(
        self, work: Work, job: Job, content: Content, before: Stamp | None, because: AutocutError | None
    ) -> Ending:
        """What comes of the master; raises AutocutError where nothing does."""
        if because is not None:
            raise because
        master, out = work.claim.master, work.claim.layout.out
        known = self.ledger.outbox_of(content.sha256, job.request)
        stem = known.name if known is not None and known.parent == out else master.stem
        outbox = reserve(out, stem, content.fingerprint, master=master, sha256=content.sha256)
        self.ledger.update(job.id, state="running", outbox=outbox)
        delivered = entries_of(outbox)
        try:
            manifest = self._follow(work, Order(master, work.inbox.request, out, outbox.name))
        except AutocutError:
            self._refuse_changed(master, before, outbox, delivered)
            raise
        self._refuse_changed(master, before, outbox, delivered)
        entries = manifest["deliveries"]
        reasons = {status: _reasons(entries, status) for status in ("failed", "nothing-passed")}
        if reasons["failed"]:
            return Ending("failed", reasons["failed"], outbox, entries)
        if any(entry["status"] == "delivered" for entry in entries):
            return Ending("delivered", "", outbox, entries)
        return Ending("nothing-passed", reasons["nothing-passed"], outbox, entries)

    def _refuse_changed(
        self, master: Path, before: Stamp | None, outbox: Path, delivered: Sequence[dict[str, Any]]
    ) -> None:
        """Raise LostError where the master is no longer what it was, and take back what was made of both."""
        now = stamp(master)
        if now != before:
            # Where it is not there at all, it is another one's, and so is the outbox.
            if now is not None:
                withdraw(outbox, but=delivered)
            raise LostError(f"{master.name} was changed or taken away while it was worked on")

    def _give_up(self, work: Work) -> None:
        """Give the master back untouched by a service that ends; raises LostError where it was taken over."""
        work.leaving = True
        try:
            if work.job is not None:
                self.ledger.update(work.job.id, state="released", reason="the service ended before it")
        finally:
            release(work.claim)

    def _dropped(self, work: Work, error: Exception) -> Later:
        """Give the master back after what nobody expected; raises the error where it is not there to be given."""
        fault = error
        if not isinstance(error, AutocutError | OSError):
            fault = BugError(traceback.format_exc())
            self._say(work, "bug", fault.traceback, "error")
        job = self.ledger.update(work.job.id, state="waiting", reason=str(fault)) if work.job is not None else None
        if job is not None and (job.state in FINAL or job.attempts > work.inbox.most_attempts):
            # It is only to be ended or moved, which is tried again once its lease has expired.
            raise fault
        return self._given_back(work, job.attempts if job else 1, str(fault))

    def _failed(self, work: Work, job: Job, ending: Ending) -> Ending | Later:
        if verdict(work.failures, job.attempts, work.inbox.most_attempts) == "fail":
            return self._end(work, job, ending)
        self.ledger.update(job.id, state="waiting", reason=ending.reason)
        return self._given_back(work, job.attempts, ending.reason)

    def _duplicate(self, work: Work, job: Job) -> Ending | Later:
        """Put away what was made already, or wait for the end of what is being made of the same content."""
        assert job.original is not None
        original = self.ledger.job(job.original)
        if original.id == job.id or original.state not in FINAL:
            return self._given_back(work, 0, f"the same content is being worked on as {original.name}")
        # By another watcher that was killed, whose ledger did not know.
        unreserve(work.claim.layout.out, work.claim.master.stem, job.fingerprint)
        reason = f"the same as {original.name} of {original.inbox}"
        return self._end(work, job, Ending("duplicate", reason, original=original))

    def _only_moved(self, work: Work, job: Job) -> Ending:
        """Move the master of a job that had ended before its process did."""
        work.leaving = True
        outcome = next(each for each in OUTCOMES if each == job.state)
        ending = Ending(outcome, job.reason, Path(job.outbox) if job.outbox else None)
        work.job = job
        place = put_away(job, work.claim, ending)
        self._say(work, "moved", f"{work.claim.master.name}: had ended before, {job.state}", place=str(place))
        return ending

    def _end(self, work: Work, job: Job, ending: Ending) -> Ending:
        work.leaving = True
        failures = (replace(each, sentence=_as_it_lay(each.sentence, work.claim)) for each in work.failures)
        ending = replace(ending, failures=tuple(failures), seconds=time.monotonic() - work.began)
        place = end(job, work.claim, ending, work.inbox, self.ledger)
        level: Level = "error" if ending.outcome == "failed" else "info"
        said = f"{work.claim.master.name}: {ending.outcome}" + (f": {ending.reason}" if ending.reason else "")
        self._say(work, ending.outcome, said, level, place=str(place), seconds=round(ending.seconds, 3))
        return ending

    def _given_back(self, work: Work, attempt: int, reason: str) -> Later:
        work.leaving = True
        place = release(work.claim)
        if work.job is not None and place.name != work.claim.master.name:
            self.ledger.renamed(work.job.id, place.name)
        self._say(work, "later", f"{work.claim.master.name}: later: {reason}", "warning" if attempt else "info")
        return Later(place, attempt, reason)

    def _follow(self, work: Work, task: Task[T]) -> T:
        """Run the task, telling the journal of its events."""
        events = self.executor.work(task)
        try:
            while not work.stop.is_set() and work.claim.folder.exists():
                self._tell(work, next(events))
        except StopIteration as end_:
            result: T = end_.value
            return result
        finally:
            events.close()
        raise Stopped

    def _tell(self, work: Work, event: Event) -> None:
        if isinstance(event, Started | Progressed):
            share = f" {event.fraction:.0%}" if isinstance(event, Progressed) else ""
            work.stage = f"{event.stage} {event.subject}{share}"
        if isinstance(event, Failed):
            work.failures.append(event)
        if isinstance(event, Finished):
            self._say(work, "finished", f"{event.stage}: {event.subject}")
        elif isinstance(event, Warned | Noted | Failed):
            said = f"{event.subject}: {event.sentence}"
            self._say(work, type(event).__name__.lower(), said, _LEVELS.get(type(event), "info"))

    def _say(self, work: Work, event: str, sentence: str, level: Level = "info", **facts: Any) -> None:
        job = str(work.job.id) if work.job else ""
        self.journal.write(event, sentence, level=level, inbox=work.inbox.name, job=job, **facts)


def _as_it_lay(sentence: str, claim: Claim) -> str:
    """The sentence without the folder of the claim, where nothing lies any more when it is read."""
    return sentence.replace(f"{claim.folder}/", "")


def _reasons(entries: Sequence[dict[str, Any]], status: str) -> str:
    return "; ".join(f"{entry['preset']}: {entry['reason']}" for entry in entries if entry["status"] == status)
