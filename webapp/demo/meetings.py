"""The demo's talks: one that can be joined now, one in the past that left something behind."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.models import Booking, BookingChange, BookingStatus, Part, Seat
from webapp.core.db import db
from webapp.core.events import announce
from webapp.core.zones import zone
from webapp.demo.cast import person_in_cast
from webapp.followup.events import ActionKept
from webapp.followup.models import Action, Closing, GoalMet, Insight
from webapp.followup.verdict_models import Attended
from webapp.goals.models import Brief
from webapp.live import note_log, notes
from webapp.live.models import Attendance, AttendanceKind, LiveSession
from webapp.live.verdicts import Verdict
from webapp.people.models import Person

FIVE_MINUTES = timedelta(minutes=5)
LENGTH = timedelta(minutes=30)
GRACE = timedelta(minutes=2)

SITUATION = (
    "We split our team of eleven in two in January. Jonas goes to the platform half and has "
    "said twice that he does not want to."
)
NOTES = """Who tells Jonas?
— Me. Before the team meeting, not after.
— First sentence has the decision in it. No “we are thinking about”.
— Then be quiet. He gets to be angry for a minute.

- [ ] ask Mira to keep Thursday 9:00 free
"""

INSIGHTS = (
    "The first sentence has the decision in it.",
    "He may be angry for a minute. Being quiet is my part.",
)
THANKS = "The part about being quiet. Thank you."
STRENGTH = "You think about him first, and only then about how it looks."


def add_joinable(*, now: datetime) -> bool:
    """Book Ada and Ben for a talk whose room is open now, unless there is one."""
    ada, ben = person_in_cast("ada"), person_in_cast("ben")
    ends = sa.select(sa.func.max(Seat.ends_at)).where(*taken_by(ben, now), Seat.booking_id.in_(
        sa.select(Seat.booking_id).where(Seat.person_id == ada.id)
    ))  # fmt: skip
    last = db.session.scalar(ends.where(Seat.starts_at < now + timedelta(minutes=15)))
    if last and last + GRACE > now:
        return False
    start = next_start(now)
    while is_taken((ada, ben), start):
        start += FIVE_MINUTES
    brief = brief_of(
        ben,
        now,
        question="Who tells Jonas, and when: me now, or his new lead with me in the room?",
        tried="Offered him the lead of it. He asked for time, that was nine days ago.",
        done="I know my first two sentences and the day I say them.",
    )
    book(ada, ben, brief, start, BookingStatus.CONFIRMED, now=now)
    return True


def next_start(now: datetime) -> datetime:
    """Return the next full five minutes that are at least two away: the room opens before."""
    ready = now + timedelta(minutes=2)
    return ready.replace(minute=ready.minute // 5 * 5, second=0, microsecond=0) + FIVE_MINUTES


def taken_by(person: Person, now: datetime) -> tuple:
    blocks = Seat.status.in_((BookingStatus.CONFIRMED, BookingStatus.PENDING, BookingStatus.HELD))
    return Seat.person_id == person.id, blocks, Seat.ends_at > now - GRACE


def is_taken(people: tuple[Person, ...], start: datetime) -> bool:
    overlaps = sa.and_(Seat.starts_at < start + LENGTH, Seat.ends_at > start)
    return any(
        db.session.scalar(sa.select(Seat.id).where(*taken_by(person, start), overlaps).limit(1))
        for person in people
    )


def brief_of(person: Person, at: datetime, **prompts) -> Brief:
    brief = Brief(person_id=person.id, situation=SITUATION, created_at=at, updated_at=at, **prompts)
    db.session.add(brief)
    return brief


def book(mentor, mentee, brief, start, status, *, now, length=LENGTH) -> Booking:
    booking = Booking(starts_at=start, ends_at=start + length, status=status, created_at=now)
    booking.wall_start = f"{start.astimezone(zone(mentor.time_zone)):%Y-%m-%dT%H:%M}"
    booking.time_zone = mentor.time_zone
    booking.brief = brief
    for person, part in ((mentor, Part.MENTOR), (mentee, Part.MENTEE)):
        times = {"starts_at": start, "ends_at": start + length, "status": status}
        booking.seats.append(Seat(person_id=person.id, part=part, **times))
    booking.changes.append(BookingChange(person_id=mentee.id, to_status=status, at=now))
    db.session.add(booking)
    db.session.flush()
    return booking


def add_past(*, now: datetime) -> bool:
    """Add the talk of eight days ago, with notes, attendance and a follow-up that is due."""
    ada, ben = person_in_cast("ada"), person_in_cast("ben")
    if db.session.scalar(sa.select(Closing.id).where(Closing.person_id == ben.id).limit(1)):
        return False
    start = next_start(now - timedelta(days=8))
    brief = brief_of(ben, start, question="How do I say it so that he can be angry and stay?")
    booking = book(
        ada, ben, brief, start, BookingStatus.ENDED, now=start, length=timedelta(minutes=20)
    )
    booking.ended_reason = "completed"
    hold_talk(booking, ada, ben)
    close_talk(booking, ada, ben)
    return True


def hold_talk(booking: Booking, ada: Person, ben: Person) -> None:
    began, over = booking.starts_at, booking.ends_at + timedelta(seconds=40)
    talk = LiveSession(booking_id=booking.id, opened_at=began, starts_at=began, rev=1)
    talk.ends_at = booking.ends_at
    db.session.add(talk)
    db.session.flush()
    for person in (ada, ben):
        peer = f"demo-{person.handle}-{booking.id:08d}"
        for kind, at in ((AttendanceKind.JOINED, began), (AttendanceKind.LEFT, over)):
            row = Attendance(live_session_id=talk.id, person_id=person.id, peer_id=peer, kind=kind)
            row.at = at
            db.session.add(row)
    note_log.add(talk.id, notes.rewrite([], NOTES), ben.id, now=over)


def close_talk(booking: Booking, ada: Person, ben: Person) -> None:
    at = booking.ends_at + timedelta(minutes=2)
    for person, rating in ((ben, 1), (ada, 0)):
        closing = Closing(booking_id=booking.id, person_id=person.id, goal_met=GoalMet.YES)
        closing.rating, closing.updated_at, closing.none_needed = rating, at, person is ada
        closing.thanks, closing.strength = ("", STRENGTH) if person is ada else (THANKS, "")
        attended = Attended(booking_id=booking.id, person_id=person.id, verdict=Verdict.ATTENDED)
        attended.at = at
        db.session.add_all([closing, attended])
    for text in INSIGHTS:
        insight = Insight(person_id=ben.id, mentor_id=ada.id, booking_id=booking.id, text=text)
        insight.created_at = insight.updated_at = at
        insight.goal_id = booking.brief.goal_id
        db.session.add(insight)
    action = Action(booking_id=booking.id, owner_id=ben.id, created_at=at, updated_at=at)
    action.when_text = "I meet Jonas on Thursday"
    action.will_text = "tell him first, before the team, and then be quiet"
    action.due_on = (booking.ends_at + timedelta(days=2)).date()
    db.session.add(action)
    db.session.flush()
    announce(ActionKept(action.id))  # the question of the seventh day is due since yesterday
