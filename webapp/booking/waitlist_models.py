"""Places in the line for a mentor's time, and what was offered to whom."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking
from webapp.booking.waitlist_lifecycle import IN_LINE, WaitlistStatus
from webapp.booking.waitlist_times import Wanted
from webapp.core.db import Model, UtcDateTime, of_strings, opaque_id
from webapp.people.models import Person

STILL_IN_LINE = sa.text("status IN ({})".format(", ".join(f"'{status}'" for status in IN_LINE)))


class WaitlistEntry(Model):
    """Somebody wants to be told when a mentor has time. Who asked first is offered first.

    Days are the person's own, both included; `parts` of them are looked at, all where it is
    empty. `stirred_at` is set while nobody has looked since the mentor's calendar changed.
    """

    __tablename__ = "waitlist_entry"
    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="ends_after_it_begins"),
        sa.Index(
            "uq_waitlist_entry_in_line", "person_id", "mentor_id", unique=True,
            sqlite_where=STILL_IN_LINE, postgresql_where=STILL_IN_LINE,
        ),
        sa.Index("ix_waitlist_entry_mentor_id_status", "mentor_id", "status"),
    )  # fmt: skip

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    minutes: Mapped[int]
    line: Mapped[str] = orm.mapped_column(default="")  # what was typed on the first page
    first_day: Mapped[date]
    last_day: Mapped[date]
    parts: Mapped[list] = orm.mapped_column(sa.JSON, default=list)
    at_short_notice: Mapped[bool] = orm.mapped_column(default=True)
    status: Mapped[WaitlistStatus] = orm.mapped_column(of_strings(WaitlistStatus))
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    stirred_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime, index=True)
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship(foreign_keys=person_id)
    mentor: Mapped[Person] = orm.relationship(foreign_keys=mentor_id)

    @property
    def wanted(self) -> Wanted:
        parts = frozenset(self.parts)
        return Wanted(self.first_day, self.last_day, parts, self.at_short_notice)


class WaitlistOffer(Model):
    """A time that was held for somebody in the line. What became of it stands in its booking."""

    __tablename__ = "waitlist_offer"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    entry_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("waitlist_entry.id"), index=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"), unique=True)
    starts_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)  # as it was offered
    until: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    offered_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    entry: Mapped[WaitlistEntry] = orm.relationship()
    booking: Mapped[Booking] = orm.relationship()
