"""What stands beside the log of the notes: their text for searching, and the mentor's own pad."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking
from webapp.core.db import Model, UtcDateTime
from webapp.live.models import LiveSession


class NoteText(Model):
    """The shared notes as text, so that they can be searched; written anew where it is stale.

    The log holds Yjs updates, which no database can search. Reading them for each keystroke
    would stand between a writer and the acknowledgement, so a keystroke only says that the text
    is stale, and the worker reads the log once for many of them.
    """

    __tablename__ = "note_text"
    __table_args__ = (
        sa.Index(
            "ix_note_text_is_stale",
            "live_session_id",
            sqlite_where=sa.text("is_stale"),
            postgresql_where=sa.text("is_stale"),
        ),
    )

    live_session_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("live_session.id"), primary_key=True
    )
    text: Mapped[str] = orm.mapped_column(sa.Text, default="")
    folded: Mapped[str] = orm.mapped_column(sa.Text, default="")
    is_stale: Mapped[bool] = orm.mapped_column(default=True)

    live_session: Mapped[LiveSession] = orm.relationship(
        backref=orm.backref("note_text", uselist=False)
    )


class PrivatePad(Model):
    """What a mentor writes for themselves; nobody else ever reads it. `rev` counts its changes."""

    __tablename__ = "private_pad"
    __table_args__ = (sa.UniqueConstraint("booking_id", "person_id"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"))
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str] = orm.mapped_column(sa.Text)
    folded: Mapped[str] = orm.mapped_column(sa.Text)
    rev: Mapped[int]
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    booking: Mapped[Booking] = orm.relationship()
