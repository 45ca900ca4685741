"""Device sessions: made at sign-in, looked up at every request, ended by revoking the row."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.people.events import DeviceReplaced, DeviceRevoked
from webapp.people.models import Person
from webapp.people.queries import devices_of
from webapp.people.signin_models import DeviceSession

MOST = 20  # of one person; the one unused for longest makes room
SEEN_EVERY = timedelta(minutes=10)


def open_device(
    person: Person, *, factor: str, name: str, now: datetime, replaces: DeviceSession | None = None
) -> str:
    """Sign a browser in and return the token for its cookie; only its hash is kept."""
    token = secrets.token_urlsafe(24)
    with transaction():
        others = [device for device in devices_of(person, now=now) if device is not replaces]
        for device in others[MOST - 1 :]:
            revoke(device, now=now)
        device = DeviceSession(person_id=person.id, factor=factor, name=name[:80])
        device.token_hash = hash_of(token)
        device.created_at = device.seen_at = now
        db.session.add(device)
        if replaces:
            replace(replaces, device, now=now)
    return token


def replace(old: DeviceSession, new: DeviceSession, *, now: datetime) -> None:
    """End what a browser was until now; what the same person had there goes on."""
    db.session.flush()
    if old.person_id == new.person_id:
        announce(DeviceReplaced(old.id, new.id))
    revoke(old, now=now)


def device_with(token: str, *, now: datetime) -> DeviceSession | None:
    """Find the live device session of a cookie; a revoked or forgotten one doesn't exist."""
    return db.session.scalar(
        sa.select(DeviceSession)
        .join(DeviceSession.person)
        .where(
            DeviceSession.token_hash == hash_of(token),
            DeviceSession.is_live(now),
            ~Person.is_disabled,
        )
    )


def is_seen_lately(device: DeviceSession, *, now: datetime) -> bool:
    return now - device.seen_at < SEEN_EVERY


def note_seen(device: DeviceSession, *, now: datetime) -> None:
    """Remember that the device was used; at most one write every ten minutes."""
    if is_seen_lately(device, now=now):
        return
    with transaction():
        device.seen_at = now


def revoke(device: DeviceSession, *, now: datetime) -> None:
    """End one device session; its sockets are cut by whoever hears of it."""
    with transaction():
        if device.revoked_at is None:
            device.revoked_at = now
            announce(DeviceRevoked(device.id))


def revoke_others(device: DeviceSession, *, now: datetime) -> int:
    """Sign the person out everywhere but here; return on how many devices."""
    with transaction():
        others = [d for d in devices_of(device.person, now=now) if d.id != device.id]
        for other in others:
            revoke(other, now=now)
    return len(others)


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
