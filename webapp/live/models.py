"""The meeting that a booking becomes: its clock, who was there, and the shared notes."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking, of_strings
from webapp.core.db import Model, UtcDateTime


class LiveSession(Model):
    """Written at the first join. The clock starts when both are there; `rev` counts its changes."""

    __tablename__ = "live_session"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"), unique=True)
    opened_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    starts_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    rev: Mapped[int] = orm.mapped_column(default=0)

    booking: Mapped[Booking] = orm.relationship()


class AttendanceKind(enum.StrEnum):
    JOINED = "joined"
    LEFT = "left"


class Attendance(Model):
    """Append-only: a person's tab came into the room or went."""

    __tablename__ = "attendance"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("live_session.id"), index=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    peer_id: Mapped[str]
    kind: Mapped[AttendanceKind] = orm.mapped_column(of_strings(AttendanceKind))
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)


class Presence(Model):
    """A peer in a room now, in whichever process; `last_seen_at` is written once a minute."""

    __tablename__ = "presence"

    peer_id: Mapped[str] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("live_session.id"), primary_key=True
    )
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    device_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("device_session.id"))
    joined_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)


class NoteUpdate(Model):
    """One change to the shared notes, as Yjs encoded it. The server keeps no document."""

    __tablename__ = "note_update"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("live_session.id"), index=True)
    person_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))
    data: Mapped[bytes] = orm.mapped_column(sa.LargeBinary)
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
