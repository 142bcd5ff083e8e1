"""One inbox from poll to poll: what may be worked on in it, or why it cannot be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from autocut.errors import AutocutError
from autocut.watch.arriving.arrivals import Arrivals, Candidate, Waiting
from autocut.watch.claims.claim import Claim
from autocut.watch.claims.leases import Leases, sweep
from autocut.watch.inbox import Inbox
from autocut.watch.telling.journal import Journal

_LOOK_AGAIN_SECONDS = 2.0
_LONGEST_LOOK_AGAIN_SECONDS = 60.0


class Found(NamedTuple):
    """What may be worked on: a candidate, or a claim of a run that ended before it."""

    inbox: Inbox
    candidate: Candidate | None
    claim: Claim | None


class Watched:
    """An inbox with what is known of it; `trouble` is why it cannot be looked at, `ready` what may be begun since the
    last look. `always` passes over its schedule.
    """

    def __init__(self, inbox: Inbox, journal: Journal, lease_seconds: float, *, always: bool) -> None:
        self.inbox = inbox
        self.arrivals = Arrivals(inbox)
        self.trouble = ""
        self.ready: tuple[Candidate, ...] = ()
        self._journal = journal
        self._always = always
        self._leases = Leases(inbox.layout, lease_seconds)
        self._looks: Counter[tuple[Path, int]] = Counter()
        self._is_ready = False

    @property
    def state(self) -> str:
        """How it stands, in a word or a sentence."""
        if self.trouble or self._is_open:
            return self.trouble or "open"
        return f"closed by its schedule until {self.inbox.schedule.next_open(datetime.now()):%a %H:%M}"

    def found(self, mine: Collection[Path]) -> Iterator[Found]:
        """What may be worked on now, first what is claimed by nobody who lives; `mine` are claims of our own."""
        try:
            self._make_ready()
            gone = [each for each in self._leases.expired() if each.folder not in mine]
            self.ready = self.arrivals.poll()
        except (AutocutError, OSError) as error:
            self._troubled(str(error))
            return
        self._troubled("")
        if gone:
            # Whoever was killed may have left more than these.
            self._is_ready = False
        if self._is_open:
            yield from (Found(self.inbox, None, each) for each in gone)
            yield from (Found(self.inbox, each, None) for each in self.ready)

    def look_again(self, candidate: Candidate, why: Waiting) -> None:
        """Leave a candidate that is not whole alone for a while, longer each time that it is found so."""
        master, seen, still_for = candidate
        self._looks[master, seen.mtime_ns] += 1
        wait = _LOOK_AGAIN_SECONDS * 2.0 ** min(self._looks[master, seen.mtime_ns] - 1, 8)
        left = max(0.0, self.inbox.incomplete_after - still_for)
        if self._looks[master, seen.mtime_ns] == 1:
            self._journal.write("not whole", why.reason, inbox=self.inbox.name)
        self.arrivals.hold(master, seen, min(wait, left, _LONGEST_LOOK_AGAIN_SECONDS), why)

    @property
    def _is_open(self) -> bool:
        return self._always or self.inbox.schedule.open(datetime.now())

    def _make_ready(self) -> None:
        """Make the folders that are missing and sweep what killed runs left, once, and again after trouble."""
        if self._is_ready:
            return
        self.inbox.layout.make()
        for path in sweep(self.inbox.layout):
            self._journal.write("swept", f"{path} was left by a run that was killed", inbox=self.inbox.name)
        self._is_ready = True

    def _troubled(self, trouble: str) -> None:
        """Tell of it once, when it begins and when it ends."""
        if trouble and trouble != self.trouble:
            self._is_ready = False
            self._journal.write("trouble", trouble, level="error", inbox=self.inbox.name)
        elif self.trouble and not trouble:
            self._journal.write("well", "it can be looked at again", inbox=self.inbox.name)
        self.trouble = trouble
