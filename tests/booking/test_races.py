"""Several people, one minute: exactly one of them gets it, on the engine under test."""

import os
import threading
from datetime import timedelta

import sqlalchemy as sa

from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making.booking import BRIEF, slot_at
from webapp.booking import service
from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.booking.sweeps import lapse_expired_holds
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.people.models import Person

NOW = MONDAY_9AM
RUNS = int(os.environ.get("RACE_RUNS", "1"))  # a race that is won by luck is lost in some run


def at_once(app, *attempts):
    """Let every attempt begin at the same moment; return what each came to."""
    db.session.rollback()  # what is looked at afterwards is read afresh
    start = threading.Barrier(len(attempts))
    results = [None] * len(attempts)

    def run(place, attempt):
        with app.app_context():
            start.wait(10)
            try:
                results[place] = attempt()
            except DomainError as error:
                results[place] = error.code

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def holding(mentor_id, mentee_id, slot, key="", now=NOW):
    def attempt():
        mentor, mentee = db.session.get(Person, mentor_id), db.session.get(Person, mentee_id)
        return service.hold_slot(mentor, mentee, slot, form_key=key, now=now).public_id

    return attempt


def won(results):
    return [result for result in results if result not in ("slot_taken", "booking_moved_on")]


def overlaps():
    """Count the pairs of claims of one person that share a minute."""
    one, other = sa.orm.aliased(Seat), sa.orm.aliased(Seat)
    taken = (BookingStatus.HELD, BookingStatus.CONFIRMED)
    return db.session.scalar(
        sa.select(sa.func.count())
        .select_from(one)
        .join(other, sa.and_(one.person_id == other.person_id, one.id < other.id))
        .where(one.status.in_(taken), other.status.in_(taken))
        .where(one.starts_at < other.ends_at, other.starts_at < one.ends_at)
    )


def test_eight_people_want_one_slot_and_one_gets_it(crowd):
    make = Maker(NOW)
    ada = make.mentor().id
    people = [make.person().id for _ in range(8)]

    results = at_once(crowd, *(holding(ada, ben, slot_at(10)) for ben in people))

    assert len(won(results)) == 1
    assert results.count("slot_taken") == 7
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 1


def test_nobody_becomes_mentor_and_mentee_of_the_same_minute(crowd):
    make = Maker(NOW)
    ada, chidi = make.mentor().id, make.mentor().id
    people = [make.person().id for _ in range(3)]
    as_mentee = holding(chidi, ada, slot_at(10))
    as_mentor = [holding(ada, ben, slot_at(10)) for ben in people]
    crossed = holding(ada, chidi, slot_at(10))

    results = at_once(crowd, as_mentee, *as_mentor, crossed)

    assert len(won(results)) == 1
    assert overlaps() == 0


def test_one_person_cannot_hold_two_mentors_at_the_same_minute(crowd):
    make = Maker(NOW)
    ben = make.person().id
    mentors = [make.mentor().id for _ in range(6)]

    results = at_once(crowd, *(holding(mentor, ben, slot_at(10)) for mentor in mentors))

    assert len(won(results)) == 1
    assert overlaps() == 0


def test_many_people_and_few_mentors_end_without_an_overlap_or_a_deadlock(crowd):
    make = Maker(NOW)
    mentors = [make.mentor().id for _ in range(4)]  # each books with the others too
    slots = [slot_at(10), slot_at(10, 20)]
    attempts = [
        holding(mentor, other, slot)
        for mentor in mentors
        for other in mentors
        for slot in slots
        if mentor != other
    ]

    results = at_once(crowd, *attempts)

    assert None not in results  # every attempt was answered
    assert set(results) - {"slot_taken", "too_many_holds"} == set(won(results)) - {"too_many_holds"}
    assert overlaps() == 0


def test_a_double_tap_is_one_booking(crowd):
    make = Maker(NOW)
    ada, ben = make.mentor().id, make.person().id

    results = at_once(crowd, *[holding(ada, ben, slot_at(10), key="tap")] * 6)

    assert len(set(results)) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 1


def test_a_lapsed_hold_is_released_once_however_many_want_it(crowd):
    make = Maker(NOW)
    ada = make.mentor()
    lapsed = make.hold(mentor=ada, slot=slot_at(10), held_until=NOW)
    people, ada_id = [make.person().id for _ in range(5)], ada.id

    def sweep():
        lapse_expired_holds(now=NOW)
        return "slot_taken"

    results = at_once(crowd, sweep, *(holding(ada_id, ben, slot_at(10)) for ben in people))

    assert len(won(results)) == 1
    assert [change.to_status for change in lapsed.changes] == ["lapsed"]


def test_a_confirm_and_a_lapse_do_not_both_happen(crowd):
    make = Maker(NOW)
    ben = make.person()
    hold = make.hold(mentee=ben, slot=slot_at(10), held_until=NOW + timedelta(seconds=1))
    hold_id, ben_id = hold.id, ben.id

    def confirm():
        booking, person = db.session.get(Booking, hold_id), db.session.get(Person, ben_id)
        service.confirm_booking(booking, person, BRIEF, now=NOW)
        return "confirmed"

    def lapse():
        lapse_expired_holds(now=NOW + timedelta(seconds=2))
        return "slot_taken"

    results = at_once(crowd, confirm, lapse)

    hold = db.session.get(Booking, hold_id)
    expected = BookingStatus.CONFIRMED if "confirmed" in results else BookingStatus.LAPSED
    assert hold.status == expected
    assert {seat.status for seat in hold.seats} == {expected}
    assert len(hold.changes) == 1
