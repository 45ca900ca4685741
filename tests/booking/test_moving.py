"""A talk at another time: what moves with it, who may, until when, and what is refused."""

import pytest
import sqlalchemy as sa

from tests.making.booking import at, slot_at
from webapp.booking import moving, service
from webapp.booking.errors import BookingMovedOn, SlotTaken, TooLateToMove
from webapp.booking.events import BookingMoved
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.moving import move_booking, offer_for, say_still_right
from webapp.booking.queries import free_slots
from webapp.core.db import db
from webapp.core.events import announce


@pytest.fixture
def heard(monkeypatch):
    heard = []

    def listen(event):
        heard.append(event)
        announce(event)

    monkeypatch.setattr(moving, "announce", listen)
    return heard


@pytest.fixture
def booking(make, ada, ben):
    return make.booking(mentor=ada, mentee=ben, slot=slot_at(14), brief=make.brief(ben))


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_each_of_the_two_may_move_it(booking, part, now, heard):
    person = getattr(booking, part)

    move_booking(booking, person, at(15, 20), why="A funeral", now=now)

    assert (booking.starts_at, booking.ends_at) == (at(15, 20), at(15, 40))
    assert {(seat.starts_at, seat.ends_at) for seat in booking.seats} == {(at(15, 20), at(15, 40))}
    assert heard == [BookingMoved(booking.id, person.id, at(14))]


def test_the_talk_stays_the_same_one(booking, ben, now):
    before = (booking.id, booking.public_id, booking.status, booking.brief_id)

    move_booking(booking, ben, at(15), now=now)

    assert (booking.id, booking.public_id, booking.status, booking.brief_id) == before
    assert booking.sequence == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 1


def test_the_wall_time_moves_along(make, ben, now):
    mentor = make.mentor(time_zone="Asia/Kolkata", rules=[(0, 0, 1440)])
    booking = make.booking(mentor=mentor, mentee=ben, slot=slot_at(13, 30))

    move_booking(booking, ben, at(14, 30), now=now)

    assert (booking.wall_start, booking.time_zone) == ("2026-03-02T20:00", "Asia/Kolkata")


def test_who_moved_it_from_when_to_when_and_why_is_written_down(booking, ben, now):
    move_booking(booking, ben, at(15), why="A funeral", now=now)

    change = booking.changes[-1]
    assert (change.person_id, change.why, change.at) == (ben.id, "A funeral", now)
    assert (change.from_status, change.to_status) == ("confirmed", "confirmed")
    assert (change.from_starts_at, change.to_starts_at) == (at(14), at(15))


def test_the_old_time_is_free_again_and_the_new_one_is_not(booking, ada, ben, now):
    move_booking(booking, ben, at(15), now=now)

    free = free_slots(ada, None, now=now)
    assert slot_at(14) in free
    assert slot_at(15) not in free


def test_it_may_move_into_its_own_old_time(make, ben, now):
    mentor = make.mentor(lengths=(30,), calendar={"steps": {"30": 10}})
    booking = make.booking(mentor=mentor, mentee=ben, slot=slot_at(14, minutes=30))

    move_booking(booking, ben, at(14, 10), now=now)

    assert booking.starts_at == at(14, 10)


def test_a_full_day_still_lets_its_own_talk_move(make, ben, now):
    mentor = make.mentor(calendar={"daily_limit": 1})
    booking = make.booking(mentor=mentor, mentee=ben, slot=slot_at(14))

    move_booking(booking, ben, at(15), now=now)

    assert booking.starts_at == at(15)


def test_times_are_free_for_both_whoever_asks(make, booking, ada, ben, now):
    make.booking(mentor=ada, slot=slot_at(15))
    make.booking(mentee=ben, slot=slot_at(15, 20))

    slots = offer_for(booking, now=now).slots(20)

    assert slot_at(14) in slots
    assert slot_at(15) not in slots
    assert slot_at(15, 20) not in slots


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_a_time_that_the_mentee_has_given_away_is_refused(make, booking, ben, part, now):
    make.booking(mentee=ben, slot=slot_at(15))

    with pytest.raises(SlotTaken):
        move_booking(booking, getattr(booking, part), at(15), now=now)

    assert (booking.starts_at, booking.sequence) == (at(14), 0)


def test_a_time_outside_the_mentors_hours_is_refused(booking, ada, now):
    with pytest.raises(SlotTaken):
        move_booking(booking, ada, at(22), now=now)


def test_a_hold_that_has_run_out_is_no_obstacle(make, booking, ada, ben, now):
    make.hold(mentor=ada, slot=slot_at(15), held_until=now)

    move_booking(booking, ben, at(15), now=now)

    assert booking.starts_at == at(15)


def test_somebodys_hold_is_an_obstacle(make, booking, ada, ben, now):
    make.hold(mentor=ada, slot=slot_at(15))

    with pytest.raises(SlotTaken):
        move_booking(booking, ben, at(15), now=now)


def test_a_length_that_is_no_longer_offered_is_no_obstacle(make, ben, now):
    booking = make.booking(
        mentor=make.mentor(lengths=(30,)), mentee=ben, slot=slot_at(14, minutes=15)
    )

    move_booking(booking, ben, at(15), now=now)

    assert booking.minutes == 15


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_it_is_moved_until_the_notice_and_no_later(booking, part):
    person = getattr(booking, part)
    move_booking(booking, person, at(14, 20), now=at(11, 59))

    with pytest.raises(TooLateToMove):
        move_booking(booking, person, at(15), now=at(12, 20))

    assert booking.starts_at == at(14, 20)


def test_what_was_promised_holds_whatever_the_mentor_asks_for_later(make, ben, now):
    mentor = make.mentor(calendar={"change_notice_minutes": 30})
    booking = service.hold_slot(mentor, ben, slot_at(14), now=now)

    assert booking.change_notice_minutes == 30


@pytest.mark.parametrize("status", [s for s in BookingStatus if s != "confirmed"])
def test_only_what_is_booked_moves(make, ben, status, now):
    booking = make.booking(mentee=ben, slot=slot_at(14), status=status)

    with pytest.raises(BookingMovedOn):
        move_booking(booking, ben, at(15), now=now)


def test_the_same_form_sent_twice_moves_once(booking, ada, ben, now, heard):
    move_booking(booking, ben, at(15), form_key="tap", now=now)
    move_booking(booking, ada, at(16), now=now)

    move_booking(booking, ben, at(15), form_key="tap", now=now)

    assert booking.starts_at == at(16)
    assert len(heard) == 2


def test_it_is_not_moved_from_where_it_is_no_more(booking, ada, ben, now):
    move_booking(booking, ada, at(16), now=now)

    with pytest.raises(BookingMovedOn):
        move_booking(booking, ben, at(15), seen=at(14), now=now)

    assert booking.starts_at == at(16)


def test_still_right_is_said_once_and_about_one_time(booking, ada, ben, clock):
    say_still_right(booking, ben, now=clock.now())
    first = clock.now()
    clock.advance(minutes=1)
    say_still_right(booking, ben, now=clock.now())

    assert booking.seat_of(ben).still_right_at == first
    assert booking.seat_of(ada).still_right_at is None
    move_booking(booking, ada, at(15), now=clock.now())
    assert booking.seat_of(ben).still_right_at is None


def test_of_a_cancelled_talk_nothing_is_right(booking, ada, ben, now):
    service.cancel_booking(booking, ada, now=now)

    with pytest.raises(BookingMovedOn):
        say_still_right(booking, ben, now=now)
