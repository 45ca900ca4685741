"""When somebody did not come: said by who waited, from what the room saw; never a punishment."""

from datetime import datetime

from webapp.booking.errors import BookingMovedOn
from webapp.booking.lifecycle import BookingStatus
from webapp.booking.models import Booking
from webapp.booking.seats import lock_booking
from webapp.booking.service import end_booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.followup.errors import NobodyMissing, NothingToAppeal
from webapp.followup.events import AbsenceAppealed, AbsenceNoted, SomebodyWaits
from webapp.followup.no_show_queries import attended_by
from webapp.followup.policy import NO_SHOWS, leads_group
from webapp.followup.verdict_models import Attended
from webapp.followup.waiting import NOTHING, step_of_waiting
from webapp.goals.service import keep_for_another
from webapp.live.attending import missing_part, sightings_in, verdicts_on, waited_for
from webapp.live.verdicts import Verdict, is_there
from webapp.people.models import Person


def end_as_no_show(booking: Booking, person: Person, *, now: datetime) -> None:
    """End a talk to which the other did not come; sent twice, it is ended once."""
    with transaction():
        lock_booking(booking)
        if booking.ended_reason in NO_SHOWS:
            return
        if leads_group(person, booking):
            raise NobodyMissing
        if not booking.is_confirmed:
            raise BookingMovedOn
        on = verdicts_on(booking, now=now)
        reason = missing_part(booking, on)
        if reason is None or on[person.id] != Verdict.ATTENDED:
            raise NobodyMissing
        end_booking(booking, reason, now=now)
        note_who_said_it(booking, person)


def step_of(booking: Booking, person: Person, *, now: datetime) -> int:
    """Return how far somebody has waited alone: 0 while there is nothing to offer."""
    if leads_group(person, booking):  # whoever gives an hour to several waits for none of them
        return NOTHING
    seen = sightings_in(booking)
    is_alone = {sighting.person for sighting in seen} == {person.id}
    if not (booking.is_confirmed and is_alone and is_there(person.id, seen)):
        return NOTHING
    return step_of_waiting(waited_for(booking, person.id, now=now))


def call_the_other(booking: Booking, person: Person, *, now: datetime) -> None:
    """Let the other one know that somebody waits; once, however often it is pressed."""
    if step_of(booking, person, now=now) == NOTHING:
        raise NobodyMissing
    with transaction():
        announce(SomebodyWaits(booking.id, person.id))


def note_verdicts(booking: Booking, *, now: datetime) -> None:
    """Write down who came, once, when a talk ends; whoever counts as absent is told."""
    for person_id, verdict in verdicts_on(booking, now=now).items():
        if attended_by(booking, person_id) is None:
            row = Attended(booking_id=booking.id, person_id=person_id, verdict=verdict, at=now)
            db.session.add(row)
            db.session.flush()
            if verdict == Verdict.ABSENT:
                keep_the_brief(booking, person_id, now=now)
                announce(AbsenceNoted(booking.id, person_id))


def keep_the_brief(booking: Booking, absent_id: int, *, now: datetime) -> None:
    """Let the mentee go on with the same brief where the mentor did not come."""
    if absent_id == booking.mentor.id and booking.brief:
        keep_for_another(booking.brief, booking.mentee, now=now)


def note_who_said_it(booking: Booking, person: Person) -> None:
    for seat in booking.seats:
        row = attended_by(booking, seat.person_id)
        if row and row.verdict == Verdict.ABSENT:
            row.said_by_id = person.id


def appeal(booking: Booking, person: Person, line: str, *, now: datetime) -> None:
    """Say in one line why it is not true; the verdict stays, with the line beside it."""
    with transaction():
        lock_booking(booking)
        row = attended_by(booking, person.id)
        if booking.status != BookingStatus.ENDED or row is None or row.verdict != Verdict.ABSENT:
            raise NothingToAppeal
        if row.is_appealed:  # sent twice, or said already
            return
        row.appeal, row.appealed_at = line, now
        announce(AbsenceAppealed(booking.id, person.id))
