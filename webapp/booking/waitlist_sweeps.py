"""What the worker does about the lines; each step once, whoever comes first."""

from datetime import datetime

import sqlalchemy as sa

from webapp.booking.waitlist import lapse_offer
from webapp.booking.waitlist_following import AT_ONCE, offer_freed_times, stir
from webapp.booking.waitlist_lifecycle import WaitlistStatus
from webapp.booking.waitlist_models import WaitlistEntry
from webapp.booking.waitlist_queries import overdue_offers
from webapp.core.db import db, transaction


def pass_offers_on(*, now: datetime) -> int:
    """End the offers whose minutes ran out, and offer what is free to the next."""
    overdue = overdue_offers(now=now, limit=AT_ONCE)
    for booking in overdue:
        lapse_offer(booking, now=now)
    return len(overdue) + offer_freed_times(now=now)


def look_at_all_lines(*, now: datetime) -> None:
    """Also where nothing happened: the booking window moves on, and last days pass."""
    waiting = WaitlistEntry.status == WaitlistStatus.WAITING
    mentor_ids = db.session.scalars(sa.select(WaitlistEntry.mentor_id).where(waiting).distinct())
    ids = sorted(mentor_ids)
    if ids:
        with transaction():
            stir(ids, now=now)
