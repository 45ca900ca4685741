"""Lines follow calendars: what comes free is offered as soon as it is written down."""

from webapp.booking.events import CalendarTaken
from webapp.booking.models import Booking
from webapp.booking.waitlist_following import (
    follow_offer,
    freed,
    offer_freed_times,
    stir,
    stir_after,
)
from webapp.core import clock
from webapp.core.db import after_commit, db
from webapp.core.events import subscribe
from webapp.scheduling.events import AvailabilityChanged


@subscribe(CalendarTaken)
def follow_calendar(event: CalendarTaken) -> None:
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    follow_offer(booking, now=now)
    if freed(booking) and stir_after(booking, now=now):
        after_commit(offer_now)


@subscribe(AvailabilityChanged)
def follow_rules(event: AvailabilityChanged) -> None:
    if stir([event.person_id], now=clock.now()):
        after_commit(offer_now)


def offer_now() -> None:
    """A worker does the same within a second, should this process die here."""
    offer_freed_times(now=clock.now())
