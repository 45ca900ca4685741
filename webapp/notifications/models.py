"""What each person wants to be told, when not, and which browsers may be rung."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, of_strings, opaque_id
from webapp.notifications.due import Kind
from webapp.people.signin_models import DeviceSession


class Preference(Model):
    """How one person is told of one kind of thing. Without a row: by mail and by push."""

    __tablename__ = "preference"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    kind: Mapped[Kind] = orm.mapped_column(of_strings(Kind), primary_key=True)
    by_mail: Mapped[bool]
    by_push: Mapped[bool]


class QuietSetting(Model):
    """When nothing may ring for one person, on their own wall clock. Without a row: 22 to 7.

    Minutes after midnight; the same twice is never.
    """

    __tablename__ = "quiet_setting"
    __table_args__ = (
        sa.CheckConstraint("from_minute BETWEEN 0 AND 1439", name="from_is_in_a_day"),
        sa.CheckConstraint("until_minute BETWEEN 0 AND 1439", name="until_is_in_a_day"),
    )

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    from_minute: Mapped[int]
    until_minute: Mapped[int]
    on_weekends: Mapped[bool]


class PushSubscription(Model):
    """A browser that may be rung, as its push service knows it (RFC 8030, 8291).

    It belongs to a device session and is gone with it. `server_key` is the public key it was
    made for: another one cannot ring it.
    """

    __tablename__ = "push_subscription"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    device_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("device_session.id"), index=True)
    endpoint: Mapped[str] = orm.mapped_column(unique=True)
    p256dh: Mapped[str]
    auth: Mapped[str]
    server_key: Mapped[str]
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    device: Mapped[DeviceSession] = orm.relationship()


class PushKey(Model):
    """The key pair we show to push services, made once where none is configured.

    It is kept beside the subscriptions, which are worth nothing without it.
    """

    __tablename__ = "push_key"
    __table_args__ = (sa.CheckConstraint("id = 1", name="is_the_only_one"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True, autoincrement=False)
    private_key: Mapped[str]
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
