"""A worker that dies in any step leaves all of it or nothing; the next one does it, once."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.making.booking import at, slot_at
from tests.making.requests import reader, sent, written
from webapp.booking.models import Booking
from webapp.booking.request_making import NextChoice
from webapp.booking.request_models import Request, RequestEntry, SilentPause
from webapp.booking.request_sweeps import CHORES
from webapp.booking.request_thread import write
from webapp.core import outbox
from webapp.core.db import db
from webapp.core.outbox import Outbox

pytestmark = pytest.mark.long


class Killed(BaseException):
    """Not an Exception: nothing may catch it and go on."""


def counted(column):
    return Counter(db.session.scalars(sa.select(column)))


def everything():
    """Return what there is, as numbers that a second doing would change."""
    mails = db.session.scalars(sa.select(Outbox).where(Outbox.kind == "mail"))
    subjects = [row.payload["subject"] for row in mails]
    pauses = db.session.scalar(sa.select(sa.func.count(SilentPause.id)))
    return (
        counted(Request.status), counted(RequestEntry.kind), counted(Booking.status),
        Counter(subjects), pauses,
    )  # fmt: skip


def work(now, rounds=3):
    for _ in range(rounds):
        for chore in CHORES:
            chore(now=now)


def two_that_wait(make):
    """Two requests to one mentor, each with a next choice, and a thread that rests."""
    ada, chidi = reader(make), reader(make, name="Chidi Okonkwo")
    for hour in (9, 10):
        choice = NextChoice(chidi.id, at(hour, day=6))
        sent(make, mentor=ada, slot=slot_at(hour, day=5), next_choice=choice)
    thread = written(make)
    write(thread, thread.mentor, "Tell him first.", now=make.now - timedelta(days=13))


def killed_at(monkeypatch, nth):
    """Die at the nth letter, in the middle of the transaction that writes it."""
    left, put = [nth], outbox.put

    def put_or_die(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return put(*args, **kwargs)

    monkeypatch.setattr(outbox, "put", put_or_die)


@pytest.mark.parametrize("hours", [24, 48])
@pytest.mark.parametrize("nth", range(1, 9))
def test_a_killed_worker_is_followed_by_another(make, clock, monkeypatch, hours, nth):
    two_that_wait(make)
    clock.advance(hours=hours)
    killed_at(monkeypatch, nth)
    was_killed = False
    try:
        work(clock.now())
    except Killed:
        was_killed = True
        db.session.rollback()
    monkeypatch.undo()
    work(clock.now())
    after_death = everything()
    work(clock.now())

    assert was_killed or nth > 4  # a reminder is a mail and a note, for each of the two
    assert everything() == after_death
    statuses, kinds, bookings, subjects, pauses = after_death
    assert set(subjects.values()) == {1}
    assert kinds["closed"] == 1
    if hours == 24:
        assert (kinds["reminded"], pauses) == (2, 0)
    else:
        assert (statuses["expired"], kinds["handed_on"], pauses) == (2, 2, 1)
        assert (bookings["cancelled"], bookings["pending"], statuses["open"]) == (2, 2, 2)
