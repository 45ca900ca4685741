"""Several people move onto one time, or one talk is moved by both: one winner each time."""

from functools import partial

import pytest

from tests.booking.test_races import RUNS, at_once, overlaps
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.booking import at, slot_at
from tests.making.clocks import clocks_like
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.moving import move_booking
from webapp.booking.service import cancel_booking, hold_slot
from webapp.booking.zone_changes import follow_zone_edition
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.people.models import Person

pytestmark = pytest.mark.long

NOW = MONDAY_9AM


def moving(booking_id, person_id, start, **more):
    def attempt():
        booking, person = db.session.get(Booking, booking_id), db.session.get(Person, person_id)
        move_booking(booking, person, start, now=NOW, **more)
        return "moved"

    return attempt


@pytest.fixture
def eight(crowd):
    """Eight talks with one mentor, on Tuesday, and who has each."""
    make = Maker(NOW)
    mentor = make.mentor()
    talks = [make.booking(mentor=mentor, slot=slot_at(9 + n, day=3)) for n in range(8)]
    return [(talk.id, talk.mentee.id) for talk in talks]


def test_eight_people_move_onto_one_time_and_one_gets_there_in_every_run(crowd, eight):
    for run in range(RUNS):
        wanted = at(9 + run % 8, 20 + 20 * (run // 8 % 2), day=4 + run // 16)
        results = at_once(crowd, *(moving(*who, wanted) for who in eight))

        assert sorted(results) == ["moved"] + ["slot_taken"] * 7
        there = Booking.query.filter_by(starts_at=wanted).all()
        assert [talk.status for talk in there] == [BookingStatus.CONFIRMED]
        assert overlaps() == 0
    assert Booking.query.count() == 8


def test_both_move_one_talk_at_once_and_one_of_them_is_told_to_look_again(crowd):
    make = Maker(NOW)
    talk = make.booking(slot=slot_at(14, day=3))
    seen, ids = talk.starts_at, (talk.mentor.id, talk.mentee.id)
    wishes = zip(ids, (at(15, day=3), at(16, day=3)), strict=True)
    attempts = [moving(talk.id, person, start, seen=seen) for person, start in wishes]

    assert sorted(at_once(crowd, *attempts)) == ["booking_moved_on", "moved"]
    assert db.session.get(Booking, talk.id).sequence == 1


def test_a_double_tap_moves_once(crowd):
    make = Maker(NOW)
    talk = make.booking(slot=slot_at(14, day=3))
    tap = moving(talk.id, talk.mentee.id, at(15, day=3), form_key="tap")

    assert at_once(crowd, *[tap] * 6) == ["moved"] * 6
    talk = db.session.get(Booking, talk.id)
    assert (talk.sequence, len(talk.changes)) == (1, 1)


def test_a_move_and_a_hold_do_not_meet(crowd):
    make = Maker(NOW)
    talk = make.booking(slot=slot_at(14, day=3))
    mentor_id, eve_id = talk.mentor.id, make.person().id

    def hold():
        mentor, eve = db.session.get(Person, mentor_id), db.session.get(Person, eve_id)
        hold_slot(mentor, eve, slot_at(15, day=3), now=NOW)
        return "held"

    results = at_once(crowd, moving(talk.id, talk.mentee.id, at(15, day=3)), hold)

    assert sorted(results) in (["held", "slot_taken"], ["moved", "slot_taken"])
    assert overlaps() == 0


def test_a_move_and_a_cancel_end_in_one_of_two_ways(crowd):
    make = Maker(NOW)
    talk = make.booking(slot=slot_at(14, day=3))
    talk_id, mentor_id = talk.id, talk.mentor.id

    def cancel():
        cancel_booking(db.session.get(Booking, talk_id), db.session.get(Person, mentor_id), now=NOW)
        return "cancelled"

    results = at_once(crowd, moving(talk_id, talk.mentee.id, at(15, day=3)), cancel)

    assert "cancelled" in results
    talk = db.session.get(Booking, talk_id)
    assert talk.status == BookingStatus.CANCELLED
    assert talk.sequence == (2 if "moved" in results else 1)


def test_two_workers_read_a_new_edition_and_each_talk_moves_once(crowd, tmp_path):
    make = Maker(NOW)
    ada = make.mentor(time_zone="Europe/Lisbon")
    talks = [make.booking(mentor=ada, slot=slot_at(hour, day=10)).id for hour in (9, 10, 11)]
    read = partial(follow_zone_edition, version="2026b", now=NOW)

    with clocks_like(tmp_path, "Europe/Lisbon", "Europe/Berlin"):
        at_once(crowd, read, read)

    moved = [db.session.get(Booking, talk) for talk in talks]
    assert [talk.starts_at for talk in moved] == [at(hour, day=10) for hour in (8, 9, 10)]
    assert [talk.sequence for talk in moved] == [1, 1, 1]
    told = Outbox.query.filter(Outbox.kind == "mail", Outbox.key.contains(":moved:"))
    assert told.count() == 6
