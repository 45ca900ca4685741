"""Keep the hint "free next" in step with calendars and bookings."""

import sqlalchemy as sa

from webapp.booking.events import CalendarTaken
from webapp.booking.group_events import PlaceGivenBack
from webapp.booking.models import Seat
from webapp.booking.sweeps import refresh_next_free
from webapp.core import clock
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.scheduling.events import AvailabilityChanged


@subscribe(AvailabilityChanged)
def follow_rules(event: AvailabilityChanged) -> None:
    refresh_next_free([event.person_id], now=clock.now())


@subscribe(CalendarTaken)
def follow_bookings(event: CalendarTaken) -> None:
    """Every change of a booking is one; everybody in it may be a mentor to somebody else."""
    takes_part = sa.select(Seat.person_id).where(Seat.booking_id == event.booking_id)
    refresh_next_free(db.session.scalars(takes_part).all(), now=clock.now())


@subscribe(PlaceGivenBack)
def follow_place(event: PlaceGivenBack) -> None:
    """Whoever gave it back has no seat there any more, and their time is free again."""
    refresh_next_free([event.person_id], now=clock.now())
