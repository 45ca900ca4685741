"""A yes, a change of mind and the clock at the same moment: one of them happened."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.booking.test_races import at_once
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.booking import slot_at
from tests.making.requests import reader, sent, written
from webapp.booking.models import Booking
from webapp.booking.request_answers import (
    accept_request,
    expire_request,
    pass_request,
    remind_mentor,
    withdraw_request,
)
from webapp.booking.request_making import NextChoice
from webapp.booking.request_models import EntryKind, PassReason, Request, RequestEntry, SilentPause
from webapp.booking.request_sweeps import CHORES
from webapp.booking.request_thread import write
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.invariants import violations
from webapp.people.models import Person

pytestmark = pytest.mark.long

NOW = MONDAY_9AM
LATER = NOW + timedelta(hours=48)
LAST_SECOND = LATER - timedelta(seconds=1)
BECAME = {
    "accepted": "confirmed",
    "passed": "cancelled",
    "withdrawn": "cancelled",
    "expired": "cancelled",
}


@pytest.fixture
def make(crowd):
    return Maker(NOW)


def act(request_id, verb):
    """Do something to the request as a process of its own would."""

    def attempt():
        request = db.session.get(Request, request_id)
        verb(request)
        return db.session.get(Request, request_id).status

    return attempt


VERBS = [
    lambda r: accept_request(r, r.mentor, now=LAST_SECOND),
    lambda r: pass_request(r, r.mentor, PassReason.FIELD, now=LAST_SECOND),
    lambda r: withdraw_request(r, r.mentee, now=LAST_SECOND),
    lambda r: expire_request(r, now=LATER),
]


def outcomes(request_id):
    final = RequestEntry.kind.in_([EntryKind(status) for status in BECAME])
    mine = RequestEntry.request_id == request_id
    return list(db.session.scalars(sa.select(RequestEntry.kind).where(mine, final)))


@pytest.mark.parametrize("_turn", range(5))
def test_a_yes_a_no_a_change_of_mind_and_the_clock_have_one_outcome(crowd, make, _turn):
    request = sent(make)
    key, booking_key = request.id, request.booking_id

    at_once(crowd, *(act(key, verb) for verb in VERBS * 2))

    (outcome,) = outcomes(key)
    assert db.session.get(Request, key).status == outcome
    assert db.session.get(Booking, booking_key).status == BECAME[outcome]
    assert list(violations(senders=crowd.extensions["outbox_senders"])) == []


def test_two_workers_do_each_chore_once(crowd, make):
    ada, chidi = reader(make), reader(make)
    for hour in (9, 10):
        choice = NextChoice(chidi.id, slot_at(hour, day=6).start)
        sent(make, mentor=ada, slot=slot_at(hour, day=5), next_choice=choice)
    tidy = [lambda chore=chore: chore(now=LATER) for chore in CHORES]

    def work():
        for chore in tidy:
            chore()

    at_once(crowd, *[work] * 4)
    work()  # what the chores of one left for the next minute

    kinds = list(db.session.scalars(sa.select(RequestEntry.kind)))
    assert kinds.count("expired") == 2
    assert kinds.count("handed_on") == 2
    assert kinds.count("sent") == 4
    assert db.session.scalar(sa.select(sa.func.count(SilentPause.id))) == 1
    keys = list(db.session.scalars(sa.select(Outbox.key)))
    assert len(keys) == len(set(keys))


def test_four_workers_remind_once(crowd, make):
    key = sent(make).id
    reminding = act(key, lambda r: remind_mentor(r, now=NOW + timedelta(hours=24)))

    at_once(crowd, *[reminding] * 4)

    kinds = list(db.session.scalars(sa.select(RequestEntry.kind)))
    assert kinds == ["sent", "reminded"]


def test_a_yes_tapped_by_eight_fingers_books_once(crowd, make):
    key = sent(make).id
    yes = act(key, lambda r: accept_request(r, r.mentor, now=NOW))

    results = at_once(crowd, *[yes] * 8)

    assert set(results) == {"accepted"}
    assert outcomes(key) == ["accepted"]


def test_a_talk_and_an_answer_in_writing_do_not_both_come_about(crowd, make):
    request = sent(make, mentor=reader(make, writes=True), writing_is_fine=True)
    key, booking_key = request.id, request.booking_id
    yes = act(key, lambda r: accept_request(r, r.mentor, now=NOW))
    lines = act(key, lambda r: write(r, r.mentor, "You need no talk for this.", now=NOW))

    at_once(crowd, yes, lines)

    request, booking = db.session.get(Request, key), db.session.get(Booking, booking_key)
    assert (request.form, booking.status) in (("talk", "confirmed"), ("writing", "cancelled"))


def test_no_fourth_request_slips_in(crowd, make):
    ben = make.person()
    mentors = [reader(make, writes=True).id for _ in range(8)]
    ben_id = ben.id

    def ask(mentor_id):
        def attempt():
            people = (db.session.get(Person, key) for key in (mentor_id, ben_id))
            mentor, mentee = people
            return written(make, mentor=mentor, mentee=mentee, now=NOW).status

        return attempt

    results = at_once(crowd, *(ask(mentor_id) for mentor_id in mentors))

    assert results.count("open") == 3
    assert results.count("too_many_requests") == 5
