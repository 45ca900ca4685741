"""From a note for a person to a push for each of their browsers."""

from datetime import datetime

import sqlalchemy as sa

from webapp.core import clock, outbox
from webapp.core.db import db, transaction
from webapp.notifications.asking import require_wanted, until_of
from webapp.notifications.due import Channel, Kind, push_due
from webapp.notifications.models import PushSubscription
from webapp.notifications.wishes import quiet_hours_of
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession


def open_note(row: sa.Row) -> None:
    """Leave a push for each browser of the person, now or after their quiet hours."""
    now, told = clock.now(), row.payload["told"]
    person = require_wanted(told, Channel.PUSH, now=now)
    rings_at = push_due(Kind(told["kind"]), now, quiet_hours_of(person), until=until_of(told))
    if rings_at is None:
        raise outbox.NotWanted
    if rings_at > now:
        raise outbox.Later(rings_at)
    with transaction():
        for subscription in subscriptions_of(person, now=now):
            put_push(row, subscription, now=now)


def put_push(row: sa.Row, subscription: PushSubscription, *, now: datetime) -> None:
    outbox.put(
        "push",
        recipient=subscription.public_id,
        payload=row.payload,
        key=f"{row.key}:{subscription.public_id}",
        due_at=now,
    )


def subscriptions_of(person: Person, *, now: datetime) -> list[PushSubscription]:
    """Return the browsers that may be rung: those the person is still signed in on."""
    rows = (
        sa.select(PushSubscription)
        .join(PushSubscription.device)
        .where(PushSubscription.person_id == person.id, DeviceSession.is_live(now))
    )
    return list(db.session.scalars(rows.order_by(PushSubscription.id)))
