"""What time alone changes, written down so that lists and hints follow."""

from datetime import datetime, timedelta

from webapp.booking import instant_sweeps, request_sweeps, sweeps, waitlist_sweeps
from webapp.booking.engagement_sweeps import end_overdue_engagements
from webapp.booking.group_service import lapse_empty_hours
from webapp.booking.zone_changes import follow_zone_edition
from webapp.followup.follow_ups import ask_due
from webapp.live.note_texts import read_stale_notes
from webapp.live.queries import how_it_ended
from webapp.notifications.reminders import put_missing_reminders
from webapp.scheduling.busy_refresh import begin_reading_due_calendars

EVERY = timedelta(minutes=1)


def end_past_bookings(*, now: datetime) -> None:
    sweeps.end_past_bookings(reason_for=how_it_ended, now=now)


def refresh_hints(*, now: datetime) -> None:
    """Once an hour also ask where nothing was free: the booking window moves on."""
    sweeps.refresh_stale_hints(also_empty=now.minute == 0, now=now)


CHORES = (
    sweeps.lapse_expired_holds,
    lapse_empty_hours,
    end_past_bookings,
    ask_due,
    read_stale_notes,
    refresh_hints,
    follow_zone_edition,
    end_overdue_engagements,
    *request_sweeps.CHORES,
    waitlist_sweeps.look_at_all_lines,
    begin_reading_due_calendars,
    put_missing_reminders,
)

# Somebody waits for these: they are looked at in every turn of a worker, once a second.
PROMPT = (instant_sweeps.go_on_with_requests, waitlist_sweeps.pass_offers_on)
EACH_TURN = timedelta()
