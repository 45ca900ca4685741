"""Holds and bookings, and each person's claim on the time they take."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped

from webapp.booking import lifecycle
from webapp.booking.lifecycle import BookingStatus, Part
from webapp.core.db import Model, UtcDateTime, of_strings, opaque_id
from webapp.core.intervals import Interval
from webapp.goals.models import Brief
from webapp.people.models import Person

if TYPE_CHECKING:
    from webapp.booking.engagement_models import Engagement
    from webapp.booking.group_models import GroupHour

BLOCKING = "status IN ({})".format(", ".join(f"'{status}'" for status in lifecycle.BLOCKING))


class Booking(Model):
    """One meeting of a mentor and a mentee.

    It starts as a hold: the time is kept for a few minutes while the mentee says what it
    is about. A hold that is never confirmed lapses by itself, because every query for
    taken time looks at `held_until`. A future booking also keeps its wall time and zone,
    so that it stays at that time when the zone's rules change.
    """

    __tablename__ = "booking"
    __table_args__ = (sa.CheckConstraint("starts_at < ends_at", name="starts_before_ends"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    status: Mapped[BookingStatus] = orm.mapped_column(of_strings(BookingStatus))
    starts_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    wall_start: Mapped[str]  # "2026-11-24T14:10" on the mentor's wall clock
    time_zone: Mapped[str]  # the mentor's
    held_until: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    ended_reason: Mapped[str | None]
    sequence: Mapped[int] = orm.mapped_column(default=0)  # RFC 5545 SEQUENCE
    form_key: Mapped[str | None] = orm.mapped_column(unique=True)
    brief_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("brief.id"))
    engagement_id: Mapped[int | None] = orm.mapped_column(
        sa.ForeignKey("engagement.id"), index=True
    )
    # how long before it one may move or call it off freely, as it was said when it was taken
    change_notice_minutes: Mapped[int] = orm.mapped_column(default=120, server_default="120")
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    brief: Mapped[Brief | None] = orm.relationship()
    seats: Mapped[list["Seat"]] = orm.relationship(back_populates="booking")
    changes: Mapped[list["BookingChange"]] = orm.relationship(order_by="BookingChange.id")
    group: Mapped["GroupHour | None"] = orm.relationship(back_populates="booking")
    engagement: Mapped["Engagement | None"] = orm.relationship(back_populates="bookings")

    @property
    def interval(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def change_notice(self) -> timedelta:
        return timedelta(minutes=self.change_notice_minutes)

    @property
    def mentor(self) -> Person:
        return self.person_with(Part.MENTOR)

    @property
    def mentee(self) -> Person:
        return self.person_with(Part.MENTEE)

    def person_with(self, part: Part) -> Person:
        return next(seat.person for seat in self.seats if seat.part == part)

    def seat_of(self, person: Person) -> "Seat":
        return next(seat for seat in self.seats if seat.person_id == person.id)

    @property
    def mentees(self) -> list[Person]:
        return [seat.person for seat in self.seats if seat.part == Part.MENTEE]

    def other(self, person: Person) -> Person | None:
        """Return with whom this person talks; the mentor of a group hour talks with several."""
        if person.id != self.mentor.id:
            return self.mentor
        return None if self.group else self.mentee

    def zone_of(self, person: Person) -> str:
        """Return whose clocks somebody goes by then: a mentor's may be those of a trip."""
        return self.time_zone if person.id == self.mentor.id else person.time_zone

    @property
    def is_confirmed(self) -> bool:
        return self.status == BookingStatus.CONFIRMED

    def is_held(self, now: datetime) -> bool:
        return self.status == BookingStatus.HELD and now < self.held_until


class Seat(Model):
    """One person's claim on a stretch of time; the mentor has one, each mentee has one.

    Times and status repeat the booking's, so that one constraint can refuse two places at
    once for any person, whatever their part. SQLite knows no such constraint: there two
    triggers in the migration refuse the same rows.
    """

    __tablename__ = "seat"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.func.tstzrange(sa.column("starts_at"), sa.column("ends_at")), "&&"),
            where=sa.text(BLOCKING),
            using="gist",
            name="ex_seat_person_id_time",
        ).ddl_if(dialect="postgresql"),
        sa.Index("ix_seat_person_id_starts_at", "person_id", "starts_at"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"), index=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    part: Mapped[Part] = orm.mapped_column(of_strings(Part))
    starts_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    status: Mapped[BookingStatus] = orm.mapped_column(of_strings(BookingStatus))
    held_until: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    question: Mapped[str | None]  # what a mentee brings to a group hour; for the mentor alone
    still_right_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # said when reminded

    booking: Mapped[Booking] = orm.relationship(back_populates="seats")
    person: Mapped[Person] = orm.relationship()


class BookingChange(Model):
    """Append-only: who changed a booking, from which status to which, why and when.

    A move keeps the status and changes the start; one with neither start is no move.
    """

    __tablename__ = "booking_change"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"), index=True)
    person_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))
    from_status: Mapped[BookingStatus | None] = orm.mapped_column(of_strings(BookingStatus))
    to_status: Mapped[BookingStatus] = orm.mapped_column(of_strings(BookingStatus))
    from_starts_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    to_starts_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    why: Mapped[str] = orm.mapped_column(default="")
    form_key: Mapped[str | None] = orm.mapped_column(unique=True, index=True)
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person | None] = orm.relationship()
