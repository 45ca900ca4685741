"""Who must not see from where somebody speaks, and which way picture and sound take then."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, Seat
from webapp.core.db import db
from webapp.live.models import LiveSession
from webapp.live.queries import MEETINGS
from webapp.people.models import Person


class Way(StrEnum):
    DIRECT = "direct"  # and any other where that is blocked
    TURN = "turn"  # only past the TURN server
    SERVER = "server"  # only past our own relay


def way_for(booking: Booking, person_id: int, *, has_turn: bool) -> Way:
    """Return the way to the others in a meeting.

    One who hides their address hides it from everybody. The other of a pair goes the same way,
    and so does a group where there is TURN; without it everybody else's calls stay direct.
    Strangers see each other's addresses not before they have met, where there is TURN.
    """
    hiders = those_who_hide(booking)
    if has_turn:
        return Way.TURN if hiders or are_strangers(booking) else Way.DIRECT
    is_hidden = person_id in hiders if booking.group else bool(hiders)
    return Way.SERVER if is_hidden else Way.DIRECT


def those_who_hide(booking: Booking) -> set[int]:
    return set(
        db.session.scalars(
            sa.select(Person.id)
            .join(Seat, Seat.person_id == Person.id)
            .where(Seat.booking_id == booking.id, Seat.status.in_(MEETINGS))
            .where(Person.hides_address)
        )
    )


def are_strangers(booking: Booking) -> bool:
    """Say whether two of these people have never been in a room together before."""
    people = sa.select(Seat.person_id).where(
        Seat.booking_id == booking.id, Seat.status.in_(MEETINGS)
    )
    one, other = orm.aliased(Seat), orm.aliased(Seat)
    met = (
        sa.select(one.person_id, other.person_id)
        .distinct()
        .join(other, sa.and_(other.booking_id == one.booking_id, one.person_id < other.person_id))
        .join(LiveSession, LiveSession.booking_id == one.booking_id)
        .where(LiveSession.starts_at.is_not(None), one.booking_id != booking.id)
        .where(one.person_id.in_(people), other.person_id.in_(people))
    )
    count = db.session.scalar(sa.select(sa.func.count()).select_from(people.subquery()))
    pairs = db.session.scalar(sa.select(sa.func.count()).select_from(met.subquery()))
    return pairs < count * (count - 1) // 2
