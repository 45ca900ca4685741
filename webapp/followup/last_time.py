"""In the lobby: when the two last met, and what became of what was said then."""

from datetime import datetime

from webapp.booking.models import Booking
from webapp.followup.prep_queries import actions_of, last_talk
from webapp.live.beside import register_beside
from webapp.people.models import Person


def register() -> None:
    register_beside("followup/_last_time.html", last_time_on)


def last_time_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    last = None if booking.group else last_talk(booking)
    return last and {"last": last, "actions": actions_of(last), "reader": reader}
