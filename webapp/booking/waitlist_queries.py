"""Lines for mentors' times, through whoever stands in them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.lifecycle import BookingStatus
from webapp.booking.models import Booking
from webapp.booking.waitlist_lifecycle import IN_LINE, WaitlistStatus
from webapp.booking.waitlist_models import WaitlistEntry, WaitlistOffer
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.people.models import Person


def with_people() -> tuple:
    return orm.joinedload(WaitlistEntry.person), orm.joinedload(WaitlistEntry.mentor)


def waitlist_entry_of(person: Person, public_id: str) -> WaitlistEntry | None:
    """Find somebody's own place in a line; other people's do not exist."""
    return db.session.scalar(mine(person).where(WaitlistEntry.public_id == public_id))


def place_with(person: Person, mentor: Person) -> WaitlistEntry | None:
    in_line = WaitlistEntry.status.in_(IN_LINE)
    return db.session.scalar(mine(person).where(WaitlistEntry.mentor_id == mentor.id, in_line))


def places_of(person: Person) -> list[WaitlistEntry]:
    """Return the lines somebody stands in, the longest first."""
    in_line = mine(person).where(WaitlistEntry.status.in_(IN_LINE))
    return list(db.session.scalars(in_line.order_by(WaitlistEntry.created_at, WaitlistEntry.id)))


def mine(person: Person) -> sa.Select[tuple[WaitlistEntry]]:
    return (
        sa.select(WaitlistEntry).where(WaitlistEntry.person_id == person.id).options(*with_people())
    )


def position_of(entry: WaitlistEntry) -> int:
    """Return 1 for the first in line."""
    before = sa.select(sa.func.count(WaitlistEntry.id)).where(
        WaitlistEntry.status.in_(IN_LINE), ahead_of(entry)
    )
    return 1 + db.session.scalar(before)


def ahead_of(entry: WaitlistEntry) -> sa.ColumnElement[bool]:
    earlier = sa.or_(
        WaitlistEntry.created_at < entry.created_at,
        sa.and_(WaitlistEntry.created_at == entry.created_at, WaitlistEntry.id < entry.id),
    )
    return sa.and_(WaitlistEntry.mentor_id == entry.mentor_id, earlier)


def is_behind_others(entry: WaitlistEntry) -> bool:
    """Say whether somebody ahead in the line is to be looked at first: a time came free since."""
    return db.session.scalar(sa.select(stirred().where(ahead_of(entry)).exists()))


def offer_of(person: Person, public_id: str) -> WaitlistOffer | None:
    """Find what was offered to this person; other people's offers do not exist."""
    return db.session.scalar(
        sa.select(WaitlistOffer)
        .join(WaitlistOffer.entry)
        .where(WaitlistOffer.public_id == public_id, WaitlistEntry.person_id == person.id)
        .options(
            orm.contains_eager(WaitlistOffer.entry).options(*with_people()),
            orm.joinedload(WaitlistOffer.booking).joinedload(Booking.brief),
        )
    )


def open_offer_to(entry: WaitlistEntry, *, now: datetime) -> WaitlistOffer | None:
    held = sa.and_(Booking.status == BookingStatus.HELD, Booking.held_until > now)
    return db.session.scalar(
        sa.select(WaitlistOffer)
        .join(Booking, Booking.id == WaitlistOffer.booking_id)
        .where(WaitlistOffer.entry_id == entry.id, held)
    )


def offer_with(booking_id: int) -> WaitlistOffer | None:
    return db.session.scalar(sa.select(WaitlistOffer).where(WaitlistOffer.booking_id == booking_id))


def starts_offered_to(entry: WaitlistEntry) -> set[datetime]:
    offered = sa.select(WaitlistOffer.starts_at).where(WaitlistOffer.entry_id == entry.id)
    return set(db.session.scalars(offered))


def stirred_entries(*, limit: int) -> list[WaitlistEntry]:
    """Return who waits where something has changed, whoever asked first at the front."""
    in_order = stirred().order_by(WaitlistEntry.created_at, WaitlistEntry.id)
    return list(db.session.scalars(in_order.limit(limit)))


def stirred() -> sa.Select[tuple[WaitlistEntry]]:
    return sa.select(WaitlistEntry).where(
        WaitlistEntry.stirred_at.is_not(None), WaitlistEntry.status == WaitlistStatus.WAITING
    )


def is_for_the_line(
    mentor_id: int, slot: Interval, *, besides: Collection[int], now: datetime
) -> bool:
    """Say whether somebody waits for such a time, and what came free has not been offered yet.

    Between a time that comes free and its offer lies a moment, in which nobody else gets it.
    """
    entries = stirred().where(
        WaitlistEntry.mentor_id == mentor_id, WaitlistEntry.person_id.not_in(besides)
    )
    return any(
        entry.wanted.fits(slot, entry.person.time_zone, now)
        and slot.start not in starts_offered_to(entry)
        for entry in db.session.scalars(entries.options(*with_people()))
    )


def overdue_offers(*, now: datetime, limit: int) -> list[Booking]:
    """Return the held times whose minutes have run out."""
    over = sa.and_(Booking.status == BookingStatus.HELD, Booking.held_until <= now)
    found = sa.select(Booking).join(WaitlistOffer, WaitlistOffer.booking_id == Booking.id)
    return list(db.session.scalars(found.where(over).limit(limit)))
