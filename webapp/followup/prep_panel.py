"""The card before a talk on the booking's page, the same for both."""

from datetime import datetime

from webapp.booking.models import Booking
from webapp.booking.panels import register_panel
from webapp.followup.prep_queries import prep_of
from webapp.people.models import Person

PHASE_WORDS = {
    "open": ("Open", "Say in one sentence what the brief is about."),
    "goal": ("Goal", "What is to be clear at the end?"),
    "explore": ("Explore", "What has been tried, and what is in the way?"),
    "decide": ("Decide", "What exactly, and by when?"),
    "commit": ("Commit", "When …, I will …"),
}


def register() -> None:
    register_panel("followup/_prep.html", prep_on)


def prep_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    if not booking.is_confirmed or booking.group or now >= booking.starts_at:
        return None
    prep = prep_of(booking)
    phases = [(minute_words(seconds), *PHASE_WORDS[name]) for name, seconds in prep.phases]
    return {"prep": prep, "reader": reader, "booking": booking, "phases": phases}


def minute_words(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
