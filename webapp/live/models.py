"""The meeting that a booking becomes: its clock, who was there, and the shared notes."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking, of_strings
from webapp.core.db import Model, UtcDateTime
from webapp.live.extension import Outcome
from webapp.people.models import Person


class LiveSession(Model):
    """Written at the first join. The clock starts when both are there; `rev` counts its changes."""

    __tablename__ = "live_session"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"), unique=True)
    opened_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    starts_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    rev: Mapped[int] = orm.mapped_column(default=0)
    phase: Mapped[str | None]  # it began at `phase_at`, whatever was planned
    phase_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    agenda: Mapped[list | None] = orm.mapped_column(sa.JSON)  # the mentor's [title, minutes]

    booking: Mapped[Booking] = orm.relationship(backref=orm.backref("live_session", uselist=False))


class Extension(Model):
    """The question whether both want five more minutes, and what each said."""

    __tablename__ = "extension"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("live_session.id"), index=True)
    asked_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    answers: Mapped[dict] = orm.mapped_column(sa.JSON, default=dict)  # {part: bool}
    outcome: Mapped[Outcome | None] = orm.mapped_column(of_strings(Outcome))


class ChatMessage(Model):
    """What somebody wrote in the room instead of saying it."""

    __tablename__ = "chat_message"
    __table_args__ = (sa.UniqueConstraint("live_session_id", "key"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("live_session.id"), index=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    key: Mapped[str]  # made by the page: sent twice, it is one message
    text: Mapped[str]
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship()


class AttendanceKind(enum.StrEnum):
    JOINED = "joined"
    LEFT = "left"


class Attendance(Model):
    """Append-only: a person's tab came into the room or went, and why it went."""

    __tablename__ = "attendance"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("live_session.id"), index=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    peer_id: Mapped[str]
    kind: Mapped[AttendanceKind] = orm.mapped_column(of_strings(AttendanceKind))
    reason: Mapped[str | None]  # of leaving: left, gone, moved or ended
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)


class Presence(Model):
    """A peer's place in a room, taken while `left_at` is empty.

    `socket_id` names its connection in whichever process; `last_seen_at` is written once a
    minute, so that a place whose process died is found and given up.
    """

    __tablename__ = "presence"
    __table_args__ = (
        sa.Index(
            "ix_presence_last_seen_at",
            "last_seen_at",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        ),
    )

    peer_id: Mapped[str] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("live_session.id"), primary_key=True, index=True
    )
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    device_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("device_session.id"))
    visit: Mapped[str]
    socket_id: Mapped[str]
    joined_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship()


class NoteUpdate(Model):
    """One change to the shared notes, as Yjs encoded it. The server keeps no document."""

    __tablename__ = "note_update"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    live_session_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("live_session.id"), index=True)
    person_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))
    data: Mapped[bytes] = orm.mapped_column(sa.LargeBinary)
    clients: Mapped[int] = orm.mapped_column(server_default="1")  # who wrote it, as Yjs counts
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
