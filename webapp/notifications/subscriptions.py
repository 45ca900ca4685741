"""Browsers that may be rung: each belongs to a device its person is signed in on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.core.db import db, transaction
from webapp.core.web_push import Browser
from webapp.notifications.models import PushSubscription
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession


def subscribe_browser(
    device: DeviceSession, browser: Browser, *, server_key: str, now: datetime
) -> PushSubscription:
    """Ring this browser from now on, for whoever is signed in on it, and for nobody else."""
    with transaction():
        device_or_endpoint = sa.or_(
            PushSubscription.device_id == device.id, PushSubscription.endpoint == browser.endpoint
        )
        db.session.execute(sa.delete(PushSubscription).where(device_or_endpoint))
        subscription = PushSubscription(
            person_id=device.person_id,
            device_id=device.id,
            endpoint=browser.endpoint,
            p256dh=browser.p256dh,
            auth=browser.auth,
            server_key=server_key,
            created_at=now,
        )
        db.session.add(subscription)
    return subscription


def forget(subscription: PushSubscription | None) -> None:
    """Ring this browser no more."""
    if subscription is None:
        return
    with transaction():
        row = sa.delete(PushSubscription).where(PushSubscription.id == subscription.id)
        db.session.execute(row)


def forget_device(device_id: int) -> None:
    with transaction():
        row = sa.delete(PushSubscription).where(PushSubscription.device_id == device_id)
        db.session.execute(row)


def move_to_device(old_id: int, new_id: int) -> None:
    """Follow a person who signs in once more in the same browser."""
    with transaction():
        rows = sa.update(PushSubscription).where(PushSubscription.device_id == old_id)
        db.session.execute(rows.values(device_id=new_id))


def subscriptions_of(person: Person, *, now: datetime) -> list[PushSubscription]:
    """Return the browsers that may be rung: those the person is still signed in on."""
    rows = living(now).where(PushSubscription.person_id == person.id)
    return list(db.session.scalars(rows.order_by(PushSubscription.id)))


def subscription_of(person: Person, public_id: str, *, now: datetime) -> PushSubscription | None:
    rows = living(now).where(PushSubscription.person_id == person.id)
    return db.session.scalar(rows.where(PushSubscription.public_id == public_id))


def live_subscription(public_id: str, *, now: datetime) -> PushSubscription | None:
    return db.session.scalar(living(now).where(PushSubscription.public_id == public_id))


def living(now: datetime) -> sa.Select:
    rows = sa.select(PushSubscription).join(PushSubscription.device)
    return rows.where(DeviceSession.is_live(now)).options(
        orm.contains_eager(PushSubscription.device)
    )
