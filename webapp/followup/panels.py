"""What followup adds to the pages of bookings: the questions still open, and what was kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from webapp.booking.models import Booking
from webapp.booking.panels import register_line, register_panel
from webapp.followup.policy import may_close
from webapp.followup.queries import (
    action_from,
    actions_by_booking,
    actions_from,
    closing_of,
    closings_by_booking,
    has_met,
)
from webapp.followup.steps import Step, step_of
from webapp.people.models import Person


def register() -> None:
    register_panel("followup/_panel.html", panel_on)
    register_line("followup/_line.html", lines_on)


def panel_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    """Return the reader's open question, and what both said they would do; never a rating."""
    if not may_close(booking, has_met=has_met(booking), now=now):
        return None
    closing = closing_of(reader, booking)
    return {
        "booking": booking,
        "other": booking.other(reader),
        "reader": reader,
        "goal_met": closing and closing.goal_met,
        "step": step_of(closing, action_from(booking, reader)),
        "actions": actions_from(booking),
    }


def lines_on(bookings: Sequence[Booking], reader: Person, now: datetime) -> Mapping[int, dict]:
    """Return for each talk that was whether questions are open, and the reader's own action."""
    talks = [booking for booking in bookings if may_close(booking, has_met=False, now=now)]
    ids = [booking.id for booking in talks]
    closings, actions = closings_by_booking(reader, ids), actions_by_booking(reader, ids)
    return {
        booking.id: {
            "booking": booking,
            "is_open": step_of(closings.get(booking.id), actions.get(booking.id)) != Step.DONE,
            "action": actions.get(booking.id),
        }
        for booking in talks
    }
