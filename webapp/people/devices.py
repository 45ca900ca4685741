"""Device sessions: made at sign-in, looked up at every request, ended by revoking the row."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.people.events import DeviceRevoked
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession

LASTS = timedelta(days=90)  # since it was last seen
SEEN_EVERY = timedelta(minutes=10)


def open_device(person: Person, *, factor: str, name: str, now: datetime) -> str:
    """Sign a browser in and return the token for its cookie; only its hash is kept."""
    token = secrets.token_urlsafe(24)
    with transaction():
        device = DeviceSession(person_id=person.id, factor=factor, name=name[:80])
        device.token_hash = hash_of(token)
        device.created_at = device.seen_at = now
        db.session.add(device)
    return token


def device_with(token: str, *, now: datetime) -> DeviceSession | None:
    """Find the live device session of a cookie; a revoked or forgotten one doesn't exist."""
    return db.session.scalar(
        sa.select(DeviceSession)
        .join(DeviceSession.person)
        .where(
            DeviceSession.token_hash == hash_of(token),
            DeviceSession.revoked_at.is_(None),
            DeviceSession.seen_at > now - LASTS,
            ~Person.is_disabled,
        )
    )


def note_seen(device: DeviceSession, *, now: datetime) -> None:
    """Remember that the device was used; at most one write every ten minutes."""
    if now - device.seen_at < SEEN_EVERY:
        return
    with transaction():
        device.seen_at = now


def revoke(device: DeviceSession, *, now: datetime) -> None:
    with transaction():
        device.revoked_at = now
        announce(DeviceRevoked(device.id))


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
