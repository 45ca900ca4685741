"""When somebody may say how a talk was."""

from datetime import datetime

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus
from webapp.followup.errors import TalkNeverHappened, TalkNotBegun
from webapp.people.models import Person

TOOK_PLACE = (BookingStatus.CONFIRMED, BookingStatus.ENDED)
NO_SHOWS = (EndedReason.ABSENT_MENTOR, EndedReason.ABSENT_MENTEE)


def leads_group(person: Person, booking: Booking) -> bool:
    """After a group hour each mentee answers alone; its mentor has nobody to answer for."""
    return booking.group is not None and booking.mentor.id == person.id


def refuse_unless_begun(booking: Booking, *, has_met: bool, now: datetime) -> None:
    """Refuse before the talk, unless both came early; a booking that fell through stays closed."""
    if booking.status not in TOOK_PLACE or booking.ended_reason in NO_SHOWS:
        raise TalkNeverHappened
    if now < booking.starts_at and not has_met:
        raise TalkNotBegun


def may_close(booking: Booking, *, has_met: bool, now: datetime) -> bool:
    try:
        refuse_unless_begun(booking, has_met=has_met, now=now)
    except (TalkNeverHappened, TalkNotBegun):
        return False
    return True
