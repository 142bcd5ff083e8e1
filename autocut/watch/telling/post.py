"""Messages on their way: what the ledger says is still to be told, one after the other, in a thread of its own."""

from __future__ import annotations

import json
import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from autocut.errors import AutocutError, PresetError
from autocut.watch.inbox import Inbox
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import Due
from autocut.watch.retry import delay
from autocut.watch.telling.journal import Journal
from autocut.watch.telling.report import Answer, Message
from autocut.watch.telling.tell import shown, tell

MOST_ATTEMPTS = 40
"""After as many, which is about sixteen hours, a message is given up."""

_MARGIN_SECONDS = 60.0


@dataclass(slots=True)
class Post:
    """Tells hooks and webhooks; `inbox_of` gives the inbox of a name as the settings are now, or None.

    `chance` gives numbers of 0-1 that spread what is tried again. An inbox that cannot be
    understood raises PresetError.
    """

    ledger: Ledger
    journal: Journal
    inbox_of: Callable[[str], Inbox | None]
    stop: threading.Event = field(default_factory=threading.Event)
    chance: Callable[[], float] = random.random
    _busy: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_done(self) -> bool:
        """Whether nothing is being told, and nothing is due."""
        return not (self._busy.locked() or self._due())

    def _due(self) -> tuple[tuple[Due, Inbox], ...]:
        """What is due now, each with its inbox; of inboxes that are not watched here another watcher may tell."""
        found = ((due, self._inbox(due)) for due in self.ledger.notices_due(time.time()))
        return tuple((due, inbox) for due, inbox in found if inbox is not None)

    def _inbox(self, due: Due) -> Inbox | None:
        try:
            return self.inbox_of(self.ledger.job(due.job).inbox)
        except PresetError:
            # It is told when its settings are mended.
            return None

    def tell_all(self) -> None:
        """Tell what is due now. Ends between two steps of a message where `stop` is set.

        A target that does not hear is left alone until the next time, so that it holds up no other; one that wants
        nothing more gets nothing more.
        """
        silent: dict[tuple[str, str], Answer] = {}
        with self._busy:
            for due, inbox in self._due():
                if not self._tell(due, inbox, silent):
                    return

    def _tell(self, due: Due, inbox: Inbox, silent: dict[tuple[str, str], Answer]) -> bool:
        """Tell it unless another watcher does; False where it was stopped."""
        place = (inbox.name, due.notice.target)
        before = silent.get(place)
        if before is not None and before.verdict == "later":
            return True
        timeouts = (inbox.hooks.timeout, *(webhook.timeout for webhook in inbox.webhooks))
        now = time.time()
        # Where this process is killed meanwhile, it is due again at the end of that time.
        if not self.ledger.put_off_notice(due.id, now, now + max(timeouts) + _MARGIN_SECONDS):
            return True
        answer = before or self._answer(due, inbox)
        if answer is None:
            self.ledger.put_off_notice(due.id, math.inf, now)
            return False
        if answer.verdict in ("later", "stop"):
            silent[place] = answer
        self._write_down(due, inbox.name, answer)
        return True

    def _write_down(self, due: Due, name: str, answer: Answer) -> None:
        if answer.verdict == "told":
            self.ledger.notice_told(due.id)
            self.journal.write("told", f"told {shown(due.notice.target)}", inbox=name, job=str(due.job))
            return
        again = answer.verdict == "later" and due.attempts + 1 < MOST_ATTEMPTS
        wait = max(answer.after or 0.0, delay(due.attempts + 1, self.chance()))
        self.ledger.notice_failed(due.id, time.time() + wait if again else None, answer.reason)
        said = f"{answer.reason}; " + (f"again in {wait:.0f} s" if again else "given up")
        self.journal.write("not told", said, level="warning" if again else "error", inbox=name, job=str(due.job))

    def _answer(self, due: Due, inbox: Inbox) -> Answer | None:
        """None where it was stopped on the way: it is told again later, by the same id."""
        message = Message(json.loads(due.notice.body)["id"], due.notice.target, due.notice.body)
        telling = tell(message, inbox)
        try:
            while not self.stop.is_set():
                next(telling)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
        except AutocutError as error:
            return Answer("later", str(error))
        finally:
            telling.close()
        return None
