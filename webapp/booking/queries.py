"""Bookings through the people who take part, and what is free for whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.claims import Claim, ClaimBook
from webapp.booking.lifecycle import BLOCKING, NEVER_BOOKED
from webapp.booking.models import Booking, BookingStatus, Part, Seat
from webapp.booking.offer import Offer
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.people.models import Person
from webapp.scheduling.busy_models import BusyInterval
from webapp.scheduling.queries import schedules_of
from webapp.scheduling.slots import reach

LONGEST_TALK = timedelta(days=1)  # far longer than any; it lets the index skip the past
IDS = sa.bindparam("ids", expanding=True)
SINCE, UNTIL = sa.bindparam("since"), sa.bindparam("until")
NO_DAY = sa.cast(sa.null(), sa.Date)
ONLY_THE_MENTEES = (BookingStatus.HELD, BookingStatus.LAPSED)


def booking_of(person: Person, public_id: str) -> Booking | None:
    """Find a booking this person takes part in; other people's do not exist.

    A hold, and one that has lapsed, exists only for who made it.
    """
    return db.session.scalar(taking_part(person).where(Booking.public_id == public_id))


def upcoming_bookings(person: Person, *, now: datetime) -> list[Booking]:
    """Return what is ahead or going on, and what the person holds, the soonest first."""
    confirmed = sa.and_(Booking.status == BookingStatus.CONFIRMED, Booking.ends_at > now)
    held = sa.and_(Booking.status == BookingStatus.HELD, Booking.held_until > now)
    ahead = taking_part(person).where(confirmed | held).order_by(Booking.starts_at)
    return list(db.session.scalars(ahead))


def count_upcoming(person: Person, *, now: datetime) -> int:
    """Return how many talks are ahead or going on, and times held."""
    mine = sa.select(sa.func.count(Seat.id)).where(Seat.person_id == person.id)
    confirmed = sa.and_(Seat.status == BookingStatus.CONFIRMED, Seat.ends_at > now)
    held = sa.and_(
        Seat.status == BookingStatus.HELD, Seat.held_until > now, Seat.part == Part.MENTEE
    )
    return db.session.scalar(mine.where(confirmed | held))


def past_bookings(
    person: Person, *, now: datetime, count: int = 20, skip: int = 0
) -> list[Booking]:
    """Return what is over or called off, the latest first."""
    over = sa.or_(
        Booking.status.in_((BookingStatus.ENDED, BookingStatus.CANCELLED)),
        sa.and_(Booking.status == BookingStatus.CONFIRMED, Booking.ends_at <= now),
    )
    never_booked = Booking.ended_reason.in_(NEVER_BOOKED)
    over = sa.and_(over, sa.or_(Booking.ended_reason.is_(None), ~never_booked))
    latest = (Booking.starts_at.desc(), Booking.id.desc())
    query = taking_part(person).where(over).order_by(*latest).offset(skip).limit(count)
    return list(db.session.scalars(query))


def taking_part(person: Person) -> sa.Select[tuple[Booking]]:
    """Select this person's bookings with all their people and the brief, in two queries."""
    mine = sa.and_(Seat.booking_id == Booking.id, Seat.person_id == person.id)
    shown = sa.or_(Seat.part == Part.MENTEE, Booking.status.not_in(ONLY_THE_MENTEES))
    return (
        sa.select(Booking)
        .join(Seat, mine)
        .where(shown)
        .options(
            orm.selectinload(Booking.seats).joinedload(Seat.person, innerjoin=True),
            orm.joinedload(Booking.brief),
            orm.joinedload(Booking.group),
            orm.joinedload(Booking.engagement),
        )
    )


def live_holds(person: Person, *, now: datetime) -> list[Booking]:
    """Return what this person holds as a mentee."""
    mine = Booking.seats.any(sa.and_(Seat.person_id == person.id, Seat.part == Part.MENTEE))
    held = sa.and_(Booking.status == BookingStatus.HELD, Booking.held_until > now)
    return list(db.session.scalars(sa.select(Booking).where(mine, held)))


def blocking_claims(person_ids: Iterable[int], *, within: Interval, now: datetime) -> list[Claim]:
    """Return what takes these people's time inside a stretch, in one query, in order.

    That is their seats, and the busy times of their other calendars.
    """
    asked = {"ids": list(person_ids), "now": now, "since": within.start, "until": within.end}
    rows = db.session.execute(BLOCKING_TIMES, asked | {"early": within.start - LONGEST_TALK})
    return [claim_from(*row) for row in rows]


def blocking_seats() -> sa.Select:
    held = sa.or_(Seat.status != BookingStatus.HELD, Seat.held_until > sa.bindparam("now"))
    return (
        sa.select(
            Seat.booking_id,
            Seat.person_id,
            Seat.part,
            Seat.status,
            Seat.starts_at,
            Seat.ends_at,
            NO_DAY.label("first_day"),
            NO_DAY.label("last_day"),
        )
        .where(Seat.person_id.in_(IDS), Seat.status.in_(BLOCKING), held)
        .where(Seat.starts_at > sa.bindparam("early"), Seat.starts_at < UNTIL)
        .where(Seat.ends_at > SINCE)
    )


def busy_times() -> sa.Select:
    return (
        sa.select(
            sa.null(),
            BusyInterval.person_id,
            sa.null(),
            sa.null(),
            BusyInterval.starts_at,
            BusyInterval.ends_at,
            BusyInterval.first_day,
            BusyInterval.last_day,
        )
        .where(BusyInterval.person_id.in_(IDS))
        .where(BusyInterval.starts_at < UNTIL, BusyInterval.ends_at > SINCE)
    )


# made once: putting it together takes longer than the database needs to answer it
BLOCKING_TIMES = sa.union_all(blocking_seats(), busy_times()).order_by("starts_at")


def claim_from(booking_id, person_id, part, status, start, end, first_day, last_day) -> Claim:
    days = (first_day, last_day) if first_day else None
    return Claim(booking_id, person_id, part, status, Interval(start, end), days)


def offers_to(
    viewer: Person | None,
    mentors: Sequence[Person],
    *,
    moving: Booking | None = None,
    now: datetime,
) -> dict[int, Offer]:
    """Return what each of these mentors offers, in three queries however many they are.

    Whether a mentor takes bookings at all is not looked at: that stands in the profile.
    The time of a booking that is being moved counts as free.
    """
    calendars = schedules_of(mentors)
    viewer_id, extra_time = (viewer.id, viewer.extra_time) if viewer else (None, 1.0)
    furthest = max((c.limits.window_days for c in calendars.values()), default=0)
    within = reach(Interval(now, now + timedelta(days=furthest + 2)))
    ids = [*calendars] + [viewer_id] * (viewer_id is not None)
    book = ClaimBook.of(blocking_claims(ids, within=within, now=now) if calendars else ())
    return {
        mentor_id: Offer(
            calendar,
            book.on(mentor_id, viewer_id, moving=moving.id if moving else None),
            extra_time,
            now,
        )
        for mentor_id, calendar in calendars.items()
    }


def free_slots(
    mentor: Person, viewer: Person | None, *, length: int | None = None, now: datetime
) -> list[Interval]:
    """Return a mentor's free slots, all of the booking window, for this viewer.

    `length` is in minutes as the viewer gets them; without it the usual one is meant.
    """
    offer = offers_to(viewer, [mentor], now=now).get(mentor.id)
    return offer.slots(length or offer.usual_length) if offer else []


def next_slots(
    mentors: Sequence[Person],
    viewer: Person | None,
    *,
    count: int,
    length: int | None = None,
    now: datetime,
) -> dict[int, list[Interval]]:
    """Return the next slots of each of these mentors by the person's key, in three queries."""
    offers = offers_to(viewer, mentors, now=now)
    slots = {key: offer.next(count, length or offer.usual_length) for key, offer in offers.items()}
    return {mentor.id: slots.get(mentor.id, []) for mentor in mentors}
