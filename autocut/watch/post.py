"""Messages on their way: what the ledger says is still to be told, one after the other, in a thread of its own."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from autocut.errors import AutocutError
from autocut.watch.inbox import Inbox
from autocut.watch.journal import Journal
from autocut.watch.ledger import Ledger
from autocut.watch.records import Due
from autocut.watch.report import Answer, Message
from autocut.watch.retry import delay
from autocut.watch.telling import tell

_MOST_ATTEMPTS = 12


@dataclass(slots=True)
class Post:
    """Tells hooks and webhooks; `inbox_of` gives the inbox of a name as the settings are now, or None."""

    ledger: Ledger
    journal: Journal
    inbox_of: Callable[[str], Inbox | None]
    stop: threading.Event = field(default_factory=threading.Event)

    def tell_all(self) -> bool:
        """Tell what is due now; whether something was. Ends between two steps of a message where `stop` is set."""
        due = self.ledger.notices_due(time.time())
        for notice in due:
            if self.stop.is_set():
                break
            self._tell(notice)
        return bool(due)

    def _tell(self, due: Due) -> None:
        inbox = self.inbox_of(self.ledger.job(due.job).inbox)
        message = Message(json.loads(due.notice.body)["id"], due.notice.target, due.notice.body)
        answer = Answer("never", "its inbox is no longer watched") if inbox is None else self._answer(message, inbox)
        if answer is None:
            return
        name = inbox.name if inbox else ""
        if answer.verdict == "told":
            self.ledger.notice_told(due.id)
            self.journal.write("told", f"told {due.notice.target}", inbox=name, job=str(due.job))
            return
        again = answer.verdict == "later" and due.attempts + 1 < _MOST_ATTEMPTS
        wait = max(answer.after or 0.0, delay(due.attempts + 1, random.random()))
        self.ledger.notice_failed(due.id, time.time() + wait if again else None, answer.reason)
        said = f"{answer.reason}; " + (f"again in {wait:.0f} s" if again else "given up")
        self.journal.write("not told", said, level="warning", inbox=name, job=str(due.job))

    def _answer(self, message: Message, inbox: Inbox) -> Answer | None:
        """None where it was stopped on the way: it is told again later, by the same id."""
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
