"""Telling everybody of a group hour what happens to it; reminders follow the places."""

from webapp.booking.group_events import (
    GroupHourCancelled,
    GroupHourLapsed,
    PlaceGivenBack,
    PlaceTaken,
)
from webapp.booking.models import Booking
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.notifications.group_letters import (
    given_back_mail,
    hour_off_mail,
    lapsed_mail,
    left_mail,
    place_mail,
    taken_mail,
)
from webapp.notifications.reactions import key_of, put_about
from webapp.notifications.reminders import call_off_reminders, put_reminders
from webapp.notifications.telling import tell
from webapp.people.models import Person


@subscribe(PlaceTaken)
def tell_the_two_of_a_place(event: PlaceTaken) -> None:
    hour, now = db.session.get_one(Booking, event.booking_id), clock.now()
    seat = hour.seat_of(db.session.get_one(Person, event.person_id))
    put_about(hour, "place", place_mail(hour, seat, now=now), to=seat.person)
    put_about(hour, "place", taken_mail(hour, seat, now=now), to=hour.mentor)
    remind_anew(hour)


@subscribe(PlaceGivenBack)
def tell_the_two_it_is_free_again(event: PlaceGivenBack) -> None:
    hour, now = db.session.get_one(Booking, event.booking_id), clock.now()
    mentee = db.session.get_one(Person, event.person_id)
    put_about(hour, "left", given_back_mail(hour, mentee, now=now), to=mentee)
    put_about(hour, "left", left_mail(hour, mentee, now=now), to=hour.mentor)
    remind_anew(hour)


@subscribe(GroupHourCancelled)
def tell_all_it_is_off(event: GroupHourCancelled) -> None:
    hour, now = db.session.get_one(Booking, event.booking_id), clock.now()
    why = hour.changes[-1].why
    for what in ("place", "left"):
        outbox.cancel(key_of(hour, what), now=now)
    for seat in hour.seats:
        letter = hour_off_mail(hour, seat.person, why=why, now=now)
        put_about(hour, "cancelled", letter, to=seat.person)
    call_off_reminders(hour, now=now)


@subscribe(GroupHourLapsed)
def tell_the_mentor_nobody_came(event: GroupHourLapsed) -> None:
    hour, now = db.session.get_one(Booking, event.booking_id), clock.now()
    key = f"{key_of(hour, 'lapsed')}{hour.mentor.public_id}"
    tell(hour.mentor, "booking", lapsed_mail(hour, now=now), key=key, due_at=now)
    call_off_reminders(hour, now=now)


def remind_anew(hour: Booking) -> None:
    """Whoever has a place now is reminded, and nobody else."""
    now = clock.now()
    call_off_reminders(hour, now=now)
    put_reminders(hour, now=now)
