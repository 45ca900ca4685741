"""What is known of who came."""

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db
from webapp.followup.verdict_models import Attended


def attended_by(booking: Booking, person_id: int) -> Attended | None:
    return db.session.scalar(
        sa.select(Attended).where(
            Attended.booking_id == booking.id, Attended.person_id == person_id
        )
    )


def attended_in(booking: Booking) -> dict[int, Attended]:
    """Return the verdicts of a talk that has ended, by the person's key."""
    rows = db.session.scalars(sa.select(Attended).where(Attended.booking_id == booking.id))
    return {row.person_id: row for row in rows}
