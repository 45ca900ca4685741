"""What followup adds to the pages of bookings: the questions still open, and what was kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from webapp.booking.models import Booking
from webapp.booking.panels import register_line, register_panel
from webapp.followup.closing_page import may_close_now
from webapp.followup.follow_up_queries import outcomes_by_action
from webapp.followup.models import Action
from webapp.followup.no_show_queries import attended_in
from webapp.followup.noted import noted_lines
from webapp.followup.policy import NO_SHOWS, leads_group, may_close
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
    register_panel("followup/_noted.html", noted_on)
    register_panel("followup/_panel.html", panel_on)
    register_line("followup/_line.html", lines_on)


def no_show_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    """Return who did not come, as the room saw it, and what they say to it."""
    if booking.ended_reason not in NO_SHOWS or leads_group(reader, booking):
        return None
    two = (reader.id, booking.other(reader).id)
    rows = (row for row in attended_in(booking).values() if row.person_id in two)
    absent = [row for row in rows if row.verdict == Verdict.ABSENT]
    if not absent:
        return None
    return {
        "booking": booking,
        "other": booking.other(reader),
        "row": next((row for row in absent if row.person_id == reader.id), absent[0]),
        "is_reader": any(row.person_id == reader.id for row in absent),
        "may_book": booking.mentor.id != reader.id,
    }


def noted_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    """Return the lines of the notes that have a day, for whoever may make actions of them."""
    if leads_group(reader, booking) or not may_close_now(booking, now=now):
        return None
    lines = noted_lines(booking, reader, now=now)
    return {"booking": booking, "reader": reader, "lines": lines} if lines else None


def panel_on(booking: Booking, reader: Person, now: datetime) -> dict | None:
    """Return the reader's open question, and what both said they would do; never a rating."""
    if leads_group(reader, booking) or not may_close_now(booking, now=now):
        return None
    closings, actions = closings_in(booking), shown_to(reader, booking)
    closing, at_the_end = closings.get(reader.id), [one for one in actions if one.booking]
    said = [one for one in at_the_end if is_said_by(reader, one)]
    mentee = reader if booking.group else booking.mentee
    by_mentee, by_mentor = closings.get(mentee.id), closings.get(booking.mentor.id)
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


def shown_to(reader: Person, booking: Booking) -> dict:
    """Return what both said they would do, and what came of it; in a group, only one's own."""
    outcomes = outcomes_by_action(booking)
    return {a: o for a, o in outcomes.items() if booking.group is None or is_said_by(reader, a)}


def lines_on(bookings: Sequence[Booking], reader: Person, now: datetime) -> Mapping[int, dict]:
    """Return for each talk that was whether questions are open, and the reader's own action."""
    closable = (b for b in bookings if may_close(b, has_met=False, now=now))
    talks = [booking for booking in closable if not leads_group(reader, booking)]
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
