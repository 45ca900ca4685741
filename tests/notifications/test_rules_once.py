"""Cancelling, closing engagements and asking for a minute: once, with several and with killed."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.booking.test_races import at_once
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.booking import slot_at
from tests.making.engagement import engagement
from webapp.booking.engagement_models import Engagement, EngagementChange
from webapp.booking.engagement_sweeps import end_overdue_engagements
from webapp.booking.models import Booking, BookingChange
from webapp.booking.service import cancel_booking, end_booking
from webapp.core import outbox
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.live.models import LiveSession
from webapp.notifications.housekeeping import end_past_bookings
from webapp.people.models import Person

NOW = MONDAY_9AM
LATER = NOW + timedelta(days=40)


class Killed(BaseException):
    """What no `except Exception` holds up, like a signal."""


@pytest.fixture
def kill(monkeypatch):
    """Kill whoever writes the nth message from now on, in the middle of the change."""

    def kill(nth):
        left, real = [nth], outbox.put

        def die(*words, **more):
            left[0] -= 1
            if left[0] == 0:
                monkeypatch.setattr(outbox, "put", real)
                raise Killed
            return real(*words, **more)

        monkeypatch.setattr(outbox, "put", die)

    return kill


@pytest.fixture
def make(crowd):
    return Maker(NOW)


@pytest.fixture
def talk(make):
    return make.booking(slot=slot_at(14, day=4), brief=make.brief(make.person()))


def told(start: str) -> Counter:
    """Count the mails that were written and not called off, by receiver."""
    mails = sa.select(Outbox.recipient).where(Outbox.kind == "mail", Outbox.cancelled_at.is_(None))
    return Counter(db.session.scalars(mails.where(Outbox.key.startswith(start))))


def each_of(row) -> Counter:
    return Counter({person.email: 1 for person in (row.mentor, row.mentee)})


def statuses(model) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(model.to_status).order_by(model.id)))


def test_both_cancel_at_once_and_it_is_cancelled_once(crowd, talk):
    talk_id, people = talk.id, [talk.mentor.id, talk.mentee.id]

    def cancel(person_id):
        booking, person = db.session.get(Booking, talk_id), db.session.get(Person, person_id)
        cancel_booking(booking, person, now=NOW)

    at_once(crowd, *[lambda one=one: cancel(one) for one in people * 2])

    assert statuses(BookingChange) == ["cancelled"]
    talk = db.session.get(Booking, talk_id)
    assert told(f"booking:{talk.public_id}:cancelled") == each_of(talk)


@pytest.mark.parametrize("nth", [1, 2])
def test_whoever_is_killed_while_cancelling_has_not_cancelled(talk, kill, nth):
    kill(nth)
    with pytest.raises(Killed):
        cancel_booking(talk, talk.mentor, now=NOW)
    db.session.rollback()
    assert talk.is_confirmed
    assert told("booking:") == {}

    for _ in range(2):
        cancel_booking(talk, talk.mentor, now=NOW)
    assert statuses(BookingChange) == ["cancelled"]
    assert told(f"booking:{talk.public_id}:cancelled") == each_of(talk)


@pytest.fixture
def overdue(make):
    return engagement(make, make.mentor(), make.person(), 2)


def test_two_workers_end_an_engagement_once(crowd, overdue):
    at_once(crowd, *[lambda: end_overdue_engagements(now=LATER)] * 3)

    assert statuses(EngagementChange) == ["running", "ended"]
    row = db.session.scalars(sa.select(Engagement)).one()
    assert told(f"engagement:{row.public_id}:ended") == each_of(row)


@pytest.mark.parametrize("nth", [1, 3])
def test_a_worker_killed_while_ending_an_engagement_leaves_it_to_the_next(overdue, kill, nth):
    kill(nth)
    with pytest.raises(Killed):
        end_overdue_engagements(now=LATER)
    assert statuses(EngagementChange) == ["running"]

    for _ in range(2):
        end_overdue_engagements(now=LATER)
    assert statuses(EngagementChange) == ["running", "ended"]
    assert told(f"engagement:{overdue.public_id}:ended") == each_of(overdue)


@pytest.fixture
def over(make):
    """A talk of an hour ago, in which both were."""
    talk = make.booking(slot=make.slot(NOW - timedelta(hours=1)))
    times = {"opened_at": talk.starts_at, "starts_at": talk.starts_at, "ends_at": talk.ends_at}
    make.save(LiveSession(booking_id=talk.id, rev=1, **times))
    return talk


def test_two_workers_ask_for_a_minute_once(crowd, over):
    talk_id = over.id

    def end_by_hand():
        end_booking(db.session.get(Booking, talk_id), "completed", now=NOW)

    at_once(crowd, *[lambda: end_past_bookings(now=NOW)] * 2, end_by_hand)

    assert statuses(BookingChange) == ["ended"]
    talk = db.session.get(Booking, talk_id)
    assert talk.ended_reason == "completed"
    assert told(f"reflection:{talk.public_id}:") == each_of(talk)


def test_a_worker_killed_before_it_asked_for_a_minute_leaves_it_to_the_next(over, kill):
    kill(2)
    with pytest.raises(Killed):
        end_past_bookings(now=NOW)
    db.session.rollback()
    assert over.is_confirmed
    assert told("reflection:") == {}

    for _ in range(2):
        end_past_bookings(now=NOW)
    assert told(f"reflection:{over.public_id}:") == each_of(over)
