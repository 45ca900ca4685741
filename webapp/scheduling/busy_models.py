"""What a mentor's other calendars say: only from when to when somebody is busy."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.core.sealed import SealedText


class BusyCalendar(Model):
    """A calendar that we read, by its address again and again, or once from a file.

    The address is a secret: whoever has it reads the whole calendar. It is kept sealed, used
    and never shown; `host` is what the page says of it. No titles, names or places are kept.
    """

    __tablename__ = "busy_calendar"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str]
    address: Mapped[str | None] = orm.mapped_column(SealedText)  # none: it was a file
    host: Mapped[str] = orm.mapped_column(default="")
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    read_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    known_until: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime, index=True)  # none: a file
    failures: Mapped[int] = orm.mapped_column(default=0)  # in a row
    problem: Mapped[str | None]  # the code of what the last try ended in
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)


class BusyInterval(Model):
    """A stretch in which somebody cannot be booked.

    All-day events are whole local days of the mentor, wherever the mentor is then: they
    keep their dates, and an outer hull of instants that holds these days in any zone.
    """

    __tablename__ = "busy_interval"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        sa.CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="days_are_whole"),
        sa.Index("ix_busy_interval_person_id_ends_at", "person_id", "ends_at"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    calendar_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("busy_calendar.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    starts_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
