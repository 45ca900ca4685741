"""The database has the last word: nobody is in two places, whatever a service forgot."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import seat_of
from tests.making.booking import slot_at
from webapp.booking import seats
from webapp.booking.errors import SlotTaken
from webapp.booking.models import Booking, BookingStatus, Part, Seat
from webapp.core.db import db, transaction


@pytest.fixture
def forgetful(monkeypatch):
    """A service that does not look before it writes."""
    monkeypatch.setattr(seats, "is_taken", lambda *_: False)


def new_booking(slot, now):
    return Booking(
        status=BookingStatus.HELD,
        starts_at=slot.start,
        ends_at=slot.end,
        wall_start="2026-03-02T10:00",
        time_zone="UTC",
        held_until=now + timedelta(minutes=5),
        created_at=now,
    )


def add(slot, mentor, mentee, now):
    with transaction():
        people = {Part.MENTOR: mentor, Part.MENTEE: mentee}
        seats.add_booking(new_booking(slot, now), people, now=now)


@pytest.mark.parametrize(
    "slot", [slot_at(10), slot_at(9, 50), slot_at(10, 10), slot_at(9, 30, minutes=120)]
)
def test_an_overlap_is_refused_for_the_mentor(make, now, forgetful, slot):
    ada = make.mentor()
    make.booking(mentor=ada, slot=slot_at(10))

    with pytest.raises(SlotTaken):
        add(slot, ada, make.person(), now)


def test_an_overlap_is_refused_for_the_mentee(make, now, forgetful):
    ben = make.person()
    make.booking(mentee=ben, slot=slot_at(10))

    with pytest.raises(SlotTaken):
        add(slot_at(10, 10), make.mentor(), ben, now)


def test_an_overlap_is_refused_for_who_is_mentor_in_one_and_mentee_in_the_other(
    make, now, forgetful
):
    ada = make.mentor()
    make.booking(mentor=ada, slot=slot_at(10))

    with pytest.raises(SlotTaken):
        add(slot_at(10), make.mentor(), ada, now)


def test_what_touches_does_not_overlap(make, now, forgetful):
    ada = make.mentor()
    make.booking(mentor=ada, slot=slot_at(10))

    add(slot_at(9, 40), ada, make.person(), now)
    add(slot_at(10, 20), ada, make.person(), now)


@pytest.mark.parametrize(
    "status", [BookingStatus.CANCELLED, BookingStatus.LAPSED, BookingStatus.ENDED]
)
def test_what_was_given_back_stands_in_nobodys_way(make, now, forgetful, status):
    ada = make.mentor()
    make.booking(mentor=ada, slot=slot_at(10), status=status)

    add(slot_at(10), ada, make.person(), now)


def test_time_that_was_given_back_cannot_be_taken_back_once_it_is_gone(make, now):
    ada = make.mentor()
    gone = make.booking(mentor=ada, slot=slot_at(10), status=BookingStatus.CANCELLED)
    make.booking(mentor=ada, slot=slot_at(10))

    with pytest.raises(SlotTaken), transaction():
        for seat in gone.seats:
            seat.status = BookingStatus.CONFIRMED
        seats.flush_or_taken()


def test_a_row_written_by_hand_is_refused_too(make):
    talk = make.booking(slot=slot_at(10))
    row = {**vars(seat_of(talk, talk.mentor, Part.MENTOR)), "booking_id": talk.id}
    row.pop("_sa_instance_state")

    with pytest.raises(sa.exc.IntegrityError), transaction():
        db.session.execute(sa.insert(Seat).values(row))


def test_another_broken_rule_is_not_taken_for_a_taken_slot(make, now):
    with pytest.raises(sa.exc.IntegrityError), transaction():
        db.session.add(Booking(**{**vars_of(make, now), "public_id": "same"}))
        db.session.add(Booking(**{**vars_of(make, now), "public_id": "same"}))
        seats.flush_or_taken()


def vars_of(make, now):
    booking = new_booking(make.slot(), now)
    return {key: value for key, value in vars(booking).items() if key != "_sa_instance_state"}


@pytest.mark.postgres_only
def test_postgres_has_the_exclusion_constraint(make):
    rows = db.session.execute(
        sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'")
    )
    [definition] = rows.scalars()
    assert definition.startswith("EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at")


@pytest.mark.sqlite_only
def test_sqlite_has_the_triggers(make):
    names = db.session.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    assert {"ex_seat_person_id_time_insert", "ex_seat_person_id_time_update"} <= set(
        names.scalars()
    )
