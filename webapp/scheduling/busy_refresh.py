"""Read the calendars that are due, beside the worker's own work: others' servers may be slow."""

import logging
from datetime import datetime
from threading import Lock, Thread

from flask import Flask, current_app

from webapp.core import clock
from webapp.core.db import db
from webapp.scheduling.busy_queries import due_calendars
from webapp.scheduling.busy_service import refresh

log = logging.getLogger(__name__)

AT_ONCE = 50  # looked up together
_running = Lock()


def begin_reading_due_calendars(*, now: datetime) -> None:
    """Start reading unless it is going on still; mails and reminders do not wait for it."""
    if due_calendars(now=now, limit=1) and _running.acquire(blocking=False):
        app = current_app._get_current_object()
        Thread(target=read_beside, args=(app,), name="calendars", daemon=True).start()


def read_beside(app: Flask) -> None:
    try:
        with app.app_context():
            while read_due_calendars(now=clock.now()) == AT_ONCE:
                pass
    finally:
        _running.release()


def read_due_calendars(*, now: datetime) -> int:
    """Read what is due, one by one; return how many were, so that one can ask for more."""
    ids = due_calendars(now=now, limit=AT_ONCE)
    for calendar_id in ids:
        try:
            refresh(calendar_id, now=now)
        except Exception:  # most often a database that is busy; the claim runs out
            log.exception("calendar %s could not be read", calendar_id)
        finally:
            db.session.rollback()
    return len(ids)
