"""How people prove who they are, and on which devices they are signed in."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.people.models import Person

IDLE_FOR = timedelta(days=90)  # without use, then a device is signed out
LASTS = timedelta(days=365)  # however much it is used
FRESH_FOR = timedelta(minutes=10)


class SignInCode(Model):
    """A 6-digit code: ten minutes, one use, five tries, only in the browser that asked.

    `proved_at` says the right code was typed; an address without an account is then asked for
    a name, and `used_at` ends it.
    """

    __tablename__ = "sign_in_code"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    email: Mapped[str] = orm.mapped_column(index=True)
    browser_hash: Mapped[bytes] = orm.mapped_column(sa.LargeBinary, index=True)
    code_hash: Mapped[bytes] = orm.mapped_column(sa.LargeBinary)
    asked_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = orm.mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = orm.mapped_column(default=0)
    proved_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)


class Passkey(Model):
    """A discoverable WebAuthn credential."""

    __tablename__ = "passkey"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = orm.mapped_column(sa.LargeBinary, unique=True)
    public_key: Mapped[bytes] = orm.mapped_column(sa.LargeBinary)
    sign_count: Mapped[int] = orm.mapped_column(default=0)
    name: Mapped[str]
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship()


class SpentChallenge(Model):
    """A passkey challenge that was answered: the cookie it travelled in could be sent again."""

    __tablename__ = "spent_challenge"

    digest: Mapped[bytes] = orm.mapped_column(sa.LargeBinary, primary_key=True)
    expires_at: Mapped[datetime] = orm.mapped_column(UtcDateTime, index=True)


class DeviceSession(Model):
    """One browser somebody is signed in on; the cookie holds a random id, we keep its hash."""

    __tablename__ = "device_session"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    token_hash: Mapped[bytes] = orm.mapped_column(sa.LargeBinary, unique=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    factor: Mapped[str]  # code, passkey or demo
    name: Mapped[str] = orm.mapped_column(default="")  # "Firefox on Windows"
    revoked_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship(lazy="joined", innerjoin=True)

    @classmethod
    def is_live(cls, now: datetime) -> sa.ColumnElement[bool]:
        return sa.and_(
            cls.revoked_at.is_(None), cls.seen_at > now - IDLE_FOR, cls.created_at > now - LASTS
        )

    def is_fresh(self, now: datetime) -> bool:
        """Say whether the person has just proved who they are: enough to change how they do."""
        return now - self.created_at <= FRESH_FOR
