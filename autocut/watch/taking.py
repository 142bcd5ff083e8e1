"""From a file that has been still to a claim: it is looked into, and taken as it was then."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from autocut.errors import AutocutError, BugError, InputError, LostError
from autocut.media.process import Process
from autocut.model.task import Executor
from autocut.watch.arriving.arrivals import Candidate, Waiting
from autocut.watch.arriving.inspection import Wholeness
from autocut.watch.arriving.names import triggers_of
from autocut.watch.arriving.settle import stamp
from autocut.watch.claims.claim import Claim, claim, release, take_over
from autocut.watch.inbox import Inbox
from autocut.watch.watched import Found
from autocut.watch.work import Stopped


def why_not_whole(
    inbox: Inbox, candidate: Candidate, executor: Executor, stopping: Event
) -> AutocutError | Waiting | None:
    """None where the file is whole, why it waits where it is not yet, the error where it never will be.

    Raises Stopped where the service is `stopping`.
    """
    try:
        reason = _looked_into(candidate.master, executor, stopping)
    except (InputError, LostError, BugError) as error:
        return error
    if reason is None:
        return None
    if candidate.still_for >= inbox.incomplete_after:
        return InputError(f"{reason}; nothing of it came for {candidate.still_for:.0f} s")
    return Waiting(reason, passes=False)


def taken_by(owner: Process, found: Found) -> Claim | None:
    """The claim, or None where another one was first or the file is not what was looked into."""
    if found.claim is not None:
        return take_over(found.claim, owner)
    assert found.candidate is not None
    master, seen, _ = found.candidate
    inbox = found.inbox
    if stamp(master) != seen:
        return None
    triggers = triggers_of(master, inbox.trigger) if inbox.trigger else ()
    taken = claim(inbox.layout, master, owner, triggers)
    if taken is not None and stamp(taken.master) != seen:
        # Another one was put in its place at the last moment.
        release(taken)
        return None
    return taken


def _looked_into(master: Path, executor: Executor, stopping: Event) -> str | None:
    work = executor.work(Wholeness(master))
    try:
        while not stopping.is_set():
            next(work)
    except StopIteration as end:
        found: str | None = end.value
        return found
    except LostError as error:
        if stopping.is_set():
            raise Stopped from error
        raise
    finally:
        work.close()
    raise Stopped
