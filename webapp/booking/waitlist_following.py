"""What calendars do to the lines: a hold that ends, a time that comes free."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from webapp.booking.lifecycle import BLOCKING, Actor, BookingStatus
from webapp.booking.models import Booking, Seat
from webapp.booking.waitlist import become, offer_time
from webapp.booking.waitlist_events import OfferClosed
from webapp.booking.waitlist_lifecycle import WaitlistStatus
from webapp.booking.waitlist_models import WaitlistEntry
from webapp.booking.waitlist_queries import offer_with, stirred_entries
from webapp.core.db import db
from webapp.core.events import announce

AT_ONCE = 50


def follow_offer(booking: Booking, *, now: datetime) -> None:
    """Write down in the line what became of an offered time; its people are locked."""
    if booking.status == BookingStatus.HELD:
        return
    offer = offer_with(booking.id)
    if offer is None or offer.entry.status != WaitlistStatus.OFFERED:
        return
    if booking.status == BookingStatus.LAPSED:
        by_clock = booking.changes[-1].person_id is None
        actor = Actor.CLOCK if by_clock else Actor.MENTEE
        become(offer.entry, WaitlistStatus.WAITING, by=actor, now=now)
    else:
        become(offer.entry, WaitlistStatus.BOOKED, by=Actor.MENTEE, now=now)
    announce(OfferClosed(offer.id))


def freed(booking: Booking) -> bool:
    """Say whether the last change of a booking gave somebody's time back."""
    return booking.status not in BLOCKING or booking.changes[-1].from_starts_at is not None


def stir_after(booking: Booking, *, now: datetime) -> bool:
    in_it = sa.select(Seat.person_id).where(Seat.booking_id == booking.id)
    return stir(db.session.scalars(in_it).all(), now=now)


def stir(mentor_ids: Collection[int], *, now: datetime) -> bool:
    """Note that the lines for these people are to be looked at; say whether anybody waits."""
    waits = sa.select(WaitlistEntry.id).where(
        WaitlistEntry.mentor_id.in_(mentor_ids), WaitlistEntry.status == WaitlistStatus.WAITING
    )
    # in order, so that two who write never wait for each other
    ids = db.session.scalars(waits.order_by(WaitlistEntry.id).with_for_update()).all()
    if ids:
        chosen = WaitlistEntry.id.in_(ids)
        db.session.execute(sa.update(WaitlistEntry).where(chosen).values(stirred_at=now))
    return bool(ids)


def offer_freed_times(*, now: datetime) -> int:
    """Offer what came free to whoever asked first; return how many were looked at."""
    entries = stirred_entries(limit=AT_ONCE)
    for entry in entries:
        offer_time(entry, now=now)
    return len(entries)
