"""Bookings: what the table lists happens, and nobody brings about anything else."""

from collections.abc import Callable

from tests.lifecycles.deeds import (
    CHORES,
    CLOCK,
    MUCH_LATER,
    Deed,
    brought_to,
    by_both,
    happened,
    listed,
    nothing,
    pass_,
    work,
)
from tests.making import requests
from tests.making.booking import BRIEF, slot_at
from tests.making.waitlist import full_mentor, waiting
from webapp.booking import group_service, request_sweeps, service
from webapp.booking import request_answers as answers
from webapp.booking.lifecycle import Actor
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.request_making import NextChoice, request_talk, ways_of
from webapp.booking.request_models import Request
from webapp.booking.request_queries import request_for
from webapp.booking.waitlist_queries import open_offer_to
from webapp.core.db import transaction


def steps_of(now) -> dict[str, Callable]:
    return {
        "held": nothing,
        "pending": lambda row: send(row, row.mentee, now=now),
        "confirmed": lambda row: confirm(row, now=now),
        "cancelled": lambda row: cancel(row, now=now),
        "lapsed": lambda row: service.let_go(row, row.mentee, now=now),
        "ended": lambda row: end(row, now=now),
    }


def confirm(booking: Booking, *, now) -> None:
    service.confirm_booking(booking, booking.mentee, BRIEF, now=now)


def cancel(booking: Booking, *, now) -> None:
    confirm(booking, now=now)
    service.cancel_booking(booking, booking.mentee, now=now)


def end(booking: Booking, *, now) -> None:
    confirm(booking, now=now)
    service.end_booking(booking, "completed", now=booking.ends_at)


def send(hold: Booking, person, *, now) -> None:
    with transaction():
        ways_of(hold.mentor).reads_first = True
    request_talk(hold, person, BRIEF, now=now)


def agree(booking: Booking, person, *, now) -> None:
    """Say yes to what waits for one, or confirm what one holds."""
    if request := request_for(booking):
        answers.accept_request(request, person, now=now)
    service.confirm_booking(booking, person, BRIEF, now=now)


def call_off(booking: Booking, person, *, now) -> None:
    """Cancel a talk, or say no to what waits: each in their own words."""
    request = request_for(booking)
    if request and person.id == booking.mentor.id:
        pass_(request, person, now=now)
    elif request:
        answers.withdraw_request(request, person, now=now)
    else:
        service.cancel_booking(booking, person, now=now)


def deeds_on_bookings(now) -> list[Deed]:
    return [
        *by_both("pending", lambda row, one: send(row, one, now=now)),
        *by_both("confirmed", lambda row, one: agree(row, one, now=now)),
        *by_both("lapsed", lambda row, one: service.let_go(row, one, now=now)),
        *by_both("cancelled", lambda row, one: call_off(row, one, now=now)),
        Deed(CLOCK, frozenset(BookingStatus), lambda _row: work(CHORES, now + MUCH_LATER)),
    ]


def test_bookings(make, now):
    def hold() -> Booking:
        return make.hold(mentor=make.mentor(rules=[]), slot=slot_at(10, day=4))

    seen = happened("booking", brought_to(hold, steps_of(now)), deeds_on_bookings(now))

    assert seen == listed("booking") - {("confirmed", CLOCK, "lapsed")}


def test_a_booking_begins_in_each_way_that_is_listed(make, now):
    held = service.hold_slot(make.mentor(), make.person(), slot_at(11), form_key="k", now=now)
    hour = group_service.offer_hour(make.mentor(), slot_at(12), topic="It", places=2, now=now)
    reader = requests.reader(make)
    choice = NextChoice(reader.id, slot_at(9, day=6).start)
    pass_(passed := requests.sent(make, next_choice=choice), passed.mentor, now=now)
    work(request_sweeps.CHORES, now)
    after = Request.query.filter_by(previous_id=passed.id).one().booking
    full, [talk] = full_mentor(make)
    entry = waiting(make, full)
    service.cancel_booking(talk, full, now=now)
    offered = open_offer_to(entry, now=now).booking

    assert {begun(booking) for booking in (held, hour, after, offered)} == listed(
        "booking", begun=True
    )

    work(CHORES, now + MUCH_LATER)  # to the hour nobody came
    assert [change.to_status for change in hour.changes] == ["confirmed", "lapsed"]


def begun(booking: Booking) -> tuple:
    first = booking.changes[0]
    by = booking.seat_of(first.person).part if first.person_id else CLOCK
    return first.from_status, Actor(by), first.to_status
