"""What a talk leaves on the booking's page: the notes, and how long both were there."""

from datetime import datetime, timedelta

from webapp.booking.models import Booking
from webapp.booking.panels import register_panel
from webapp.live.queries import live_session_of, minutes_together, notes_text
from webapp.people.models import Person

MINUTE = timedelta(minutes=1)


def what_is_left(booking: Booking, _reader: Person, now: datetime) -> dict | None:
    if live_session_of(booking) is None:
        return None
    notes, together = notes_text(booking).strip(), minutes_together(booking, now=now)
    if not notes and not together:
        return None
    return {"notes": notes, "together": together_words(together)}


def together_words(together: timedelta) -> str:
    """Return "20 minutes together", rounded to the nearest minute; empty for no time at all."""
    if not together:
        return ""
    minutes = round(together / MINUTE)
    if minutes == 0:
        return "Less than a minute together"
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'} together"


register_panel("live/_left.html", what_is_left)
