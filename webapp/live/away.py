"""Whose connection is lost: the place is kept for two minutes, and everybody is told so."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db
from webapp.live.models import Attendance, Presence
from webapp.live.room_queries import Participant

KEPT_FOR = timedelta(seconds=120)


def seconds_kept(lost_at: datetime, now: datetime) -> int:
    """Return for how many seconds a place is still kept."""
    return max(0, round((lost_at + KEPT_FOR - now).total_seconds()))


def people_away(
    live_session_id: int,
    people: dict[int, Participant],
    here: set[int],
    *,
    is_connected: Callable[[Presence], bool],
    now: datetime,
) -> list[dict]:
    """Say who of the people not `here` has lost the connection and may come back."""
    lost_at = {
        place.person_id: place.left_at or place.last_seen_at
        for place in lost_places(live_session_id, since=now - KEPT_FOR)
        if place.person_id in people.keys() - here and not is_connected(place)
    }
    return [
        people[person_id].as_json() | {"kept_for": seconds_kept(at, now)}
        for person_id, at in lost_at.items()
    ]


def lost_places(live_session_id: int, *, since: datetime) -> list[Presence]:
    """Return places that nobody left on purpose: taken still, or lost since then; oldest first."""
    last = (
        sa.select(sa.func.max(Attendance.id))
        .where(Attendance.live_session_id == live_session_id)
        .where(Attendance.peer_id == Presence.peer_id)
        .correlate(Presence)
        .scalar_subquery()
    )
    lost = sa.and_(Presence.left_at > since, Attendance.reason == "gone")
    unseen = sa.and_(Presence.left_at.is_(None), Presence.last_seen_at > since)
    return list(
        db.session.scalars(
            sa.select(Presence)
            .outerjoin(Attendance, Attendance.id == last)
            .where(Presence.live_session_id == live_session_id, sa.or_(lost, unseen))
            .order_by(Presence.last_seen_at)
        )
    )
