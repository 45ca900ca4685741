"""What the worker does about requests.

Each step is a transaction that looks again before it writes: two workers do it once, and
one that died in between is followed by the next.
"""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from webapp.booking.handing_on import hand_on
from webapp.booking.request_answers import expire_request, remind_mentor
from webapp.booking.request_lifecycle import WAITING, WENT_ON, Form, RequestStatus
from webapp.booking.request_models import Request
from webapp.booking.request_thread import close_if_resting
from webapp.core.db import db

AT_ONCE = 200


def remind_silent_mentors(*, now: datetime) -> None:
    is_open = Request.status == RequestStatus.OPEN
    each_of(remind_mentor, is_open, Request.remind_at <= now, now=now)


def expire_overdue_requests(*, now: datetime) -> None:
    each_of(expire_request, Request.status.in_(WAITING), Request.due_at <= now, now=now)


def hand_on_requests(*, now: datetime) -> None:
    """Ask the next choices; also where a no was written down and its process died."""
    each_of(hand_on, Request.status.in_(WENT_ON), Request.handed_on_at.is_(None), now=now)


def close_resting_threads(*, now: datetime) -> None:
    thread = sa.and_(Request.status == RequestStatus.ACCEPTED, Request.form == Form.WRITING)
    each_of(close_if_resting, thread, Request.due_at <= now, now=now)


def each_of(step: Callable[..., None], *conditions, now: datetime) -> None:
    some = sa.select(Request).where(*conditions).order_by(Request.id).limit(AT_ONCE)
    for request in db.session.scalars(some).all():
        step(request, now=now)


CHORES = (
    remind_silent_mentors,
    expire_overdue_requests,
    hand_on_requests,
    close_resting_threads,
)
