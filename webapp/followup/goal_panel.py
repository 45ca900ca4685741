"""What a talk's page says to the mentee about its goal, and how it is put under another."""

from datetime import datetime

from webapp.booking.lifecycle import BookingStatus
from webapp.booking.models import Booking
from webapp.booking.panels import register_panel
from webapp.goals.forms import PickGoalForm
from webapp.people.models import Person

NEVER_TALKED = (BookingStatus.HELD, BookingStatus.LAPSED, BookingStatus.CANCELLED)


def register() -> None:
    register_panel("followup/_goal_panel.html", panel_on)


def panel_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    brief = booking.brief
    if brief is None or brief.person_id != reader.id or booking.status in NEVER_TALKED:
        return None
    form = PickGoalForm(formdata=None, goal=brief.goal, data={"goal_key": brief.goal_key})
    return {"booking": booking, "brief": brief, "goal": brief.goal, "form": form}
