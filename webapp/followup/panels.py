"""What followup adds to the pages of bookings: the questions still open, and what was kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from webapp.booking.models import Booking
from webapp.booking.panels import register_line, register_panel
from webapp.followup.closing_page import may_close_now
from webapp.followup.follow_up_queries import outcomes_by_action
from webapp.followup.models import Action
from webapp.followup.no_show_queries import attended_in
from webapp.followup.policy import NO_SHOWS, may_close
from webapp.followup.queries import (
    actions_by_booking,
    closings_by_booking,
    closings_in,
    insights_from,
)
from webapp.followup.steps import Step, step_of
from webapp.live.verdicts import Verdict
from webapp.people.models import Person


def register() -> None:
    register_panel("followup/_no_show.html", no_show_on)
    register_panel("followup/_panel.html", panel_on)
    register_line("followup/_line.html", lines_on)


def no_show_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    """Return who did not come, as the room saw it, and what they say to it."""
    if booking.ended_reason not in NO_SHOWS:
        return None
    absent = [row for row in attended_in(booking).values() if row.verdict == Verdict.ABSENT]
    if not absent:
        return None
    return {
        "booking": booking,
        "other": booking.other(reader),
        "row": next((row for row in absent if row.person_id == reader.id), absent[0]),
        "is_reader": any(row.person_id == reader.id for row in absent),
        "may_book": booking.mentor.id != reader.id,
    }


def panel_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    """Return the reader's open question, and what both said they would do; never a rating."""
    if not may_close_now(booking, now=now):
        return None
    closings, actions = closings_in(booking), outcomes_by_action(booking)
    closing, said = closings.get(reader.id), [one for one in actions if is_said_by(reader, one)]
    by_mentee, by_mentor = closings.get(booking.mentee.id), closings.get(booking.mentor.id)
    return {
        "booking": booking,
        "other": booking.other(reader),
        "reader": reader,
        "goal_met": closing and closing.goal_met,
        "step": step_of(closing, next(iter(said), None)),
        "actions": actions,
        "insights": insights_from(booking, reader),
        "thanks": by_mentee and by_mentee.thanks,
        "strength": by_mentor and by_mentor.strength,
    }


def is_said_by(person: Person, action: Action) -> bool:
    return person.id in (action.owner_id, action.said_by_id)


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
            "other": booking.other(reader),
        }
        for booking in talks
    }
