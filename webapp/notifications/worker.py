"""The worker: delivers what is due each second, and tidies up once a minute.

The loops run in threads of their own while the main one waits for a signal: a handler that
sets an Event may interrupt the very moment in which a loop holds the Event's lock.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from flask import Flask

from webapp.core import clock, outbox
from webapp.core.db import db

log = logging.getLogger(__name__)

TICK = 1.0  # seconds between two looks
PAUSE = 5.0  # seconds of rest when the database is busy or away
AT_ONCE = 50  # rows looked up together
LAST_SEND = 3.0  # seconds a send under way may take after the signal
SIGNALS = {signal.SIGTERM, signal.SIGINT}

Chore = Callable[..., object]  # takes `now`
Kinds = Collection[str] | None  # None is all


class Worker:
    """Looks, sends, waits. What fails is logged, and tried again later.

    Several share the work, each with outbox rows of some kinds, or with the chores: a mail server
    that is slow keeps no phone from ringing.
    """

    def __init__(
        self, app: Flask, chores: tuple[Chore, ...], every: timedelta, *, kinds: Kinds = None
    ):
        self.app, self.chores, self.every, self.kinds = app, chores, every, kinds
        self.stopping = threading.Event()
        self.tidied_at: datetime | None = None

    def run(self) -> None:
        while not self.stopping.is_set():
            self.stopping.wait(self.turn())

    def turn(self) -> float:
        """Do what is due now and return how many seconds to rest."""
        try:
            with self.app.app_context():
                self.deliver()
                self.tidy()
        except Exception:  # most often a database that is busy or away
            log.exception("the worker rests for %s s", PAUSE)
            return PAUSE
        return TICK

    def deliver(self) -> None:
        senders = self.senders()
        while senders and (ids := outbox.due_ids(senders, now=clock.now(), limit=AT_ONCE)):
            for row_id in ids:
                if self.stopping.is_set():
                    return
                # a claim begins when its own send does, however long those before it took
                outbox.deliver_one(row_id, senders, now=clock.now())

    def senders(self) -> dict[str, outbox.Sender]:
        known = self.app.extensions["outbox_senders"]
        return {kind: known[kind] for kind in (known if self.kinds is None else self.kinds)}

    def tidy(self) -> None:
        now = clock.now()
        if self.tidied_at and now - self.tidied_at < self.every:
            return
        self.tidied_at = now
        for chore in self.chores:
            self.do(chore, now)

    def do(self, chore: Chore, now: datetime) -> None:
        try:
            chore(now=now)
        except Exception:
            log.exception("%s failed; it is tried again", chore.__name__)
        finally:
            db.session.rollback()


def run_until_stopped(*workers: Worker) -> None:
    """Work until SIGTERM or SIGINT; a row being sent then is found claimed, and sent again."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    threads = [threading.Thread(target=worker.run, daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    log.info("the worker is ready")
    signal.sigwait(SIGNALS)
    for worker in workers:
        worker.stopping.set()
    until = time.monotonic() + LAST_SEND
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))
