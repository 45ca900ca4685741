"""How people prove who they are, and on which devices they are signed in."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.people.models import Person


class SignInCode(Model):
    """A 6-digit code: ten minutes, one use, five tries, only in the browser that asked."""

    __tablename__ = "sign_in_code"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    email: Mapped[str] = orm.mapped_column(index=True)
    browser_hash: Mapped[bytes] = orm.mapped_column(sa.LargeBinary, index=True)
    code_hash: Mapped[bytes] = orm.mapped_column(sa.LargeBinary)
    asked_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    tries: Mapped[int] = orm.mapped_column(default=0)
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
