"""What a talk leaves on the booking's page: the notes, and how long both were there."""

from datetime import datetime, timedelta

from webapp.booking.models import Booking
from webapp.booking.panels import register_panel
from webapp.live.note_forms import PadForm
from webapp.live.note_texts import text_on_page
from webapp.live.private_pad import pad_or_empty
from webapp.live.queries import MEETINGS, minutes_together
from webapp.people.models import Person

MINUTE = timedelta(minutes=1)


def what_is_left(booking: Booking, _reader: Person, now: datetime) -> dict | None:
    if booking.live_session is None:
        return None
    notes, together = text_on_page(booking), minutes_together(booking, now=now)
    if not notes.strip() and not together:
        return None
    words = {"notes": notes if notes.strip() else "", "together": together_words(together)}
    return {"booking": booking, **words}


def own_pad(booking: Booking, reader: Person, _now: datetime) -> dict | None:
    """Return the mentor's own pad; to everybody else there is none."""
    if booking.mentor.id != reader.id or booking.status not in MEETINGS:
        return None
    form = PadForm(formdata=None, data=pad_or_empty(reader, booking))
    return {"booking": booking, "form": form}


def together_words(together: timedelta) -> str:
    """Return "20 minutes together", rounded to the nearest minute; empty for no time at all."""
    if not together:
        return ""
    minutes = round(together / MINUTE)
    if minutes == 0:
        return "Less than a minute together"
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'} together"


register_panel("live/_left.html", what_is_left)
register_panel("live/_own_pad.html", own_pad)
