"""When mentors are open. Slots are computed from these rows and never stored."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.people.models import Person

LENGTHS = (10, 15, 20, 30)  # minutes


class CalendarSettings(Model):
    """How a mentor's calendar is offered. All limits count in the calendar's own zone."""

    __tablename__ = "calendar_settings"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    time_zone: Mapped[str]
    lengths: Mapped[list] = orm.mapped_column(sa.JSON, default=lambda: [20])
    notice_minutes: Mapped[int] = orm.mapped_column(default=30)
    window_days: Mapped[int] = orm.mapped_column(default=30)
    buffer_minutes: Mapped[int] = orm.mapped_column(default=5)
    # minutes between two starts by length: {"20": 30}; without one, talks lie side by side
    steps: Mapped[dict] = orm.mapped_column(sa.JSON, default=dict)
    daily_limit: Mapped[int | None]
    weekly_limit: Mapped[int | None]
    # a talk waits for the mentor's yes, instead of being booked at once
    reads_first: Mapped[bool] = orm.mapped_column(default=False, server_default=sa.false())
    answers_in_writing: Mapped[bool] = orm.mapped_column(default=False, server_default=sa.false())
    # how long before a talk one may move it or call it off freely
    change_notice_minutes: Mapped[int] = orm.mapped_column(default=120, server_default="120")
    # a hint for lists, rewritten by every change of rules or bookings and by the worker
    next_free_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime, index=True)

    person: Mapped[Person] = orm.relationship()


class AvailabilityRule(Model):
    """A weekly opening, in minutes after local midnight; closing before opening runs past it."""

    __tablename__ = "availability_rule"
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_one"),
        sa.CheckConstraint("opens BETWEEN 0 AND 1439", name="opens_in_the_day"),
        sa.CheckConstraint("closes BETWEEN 0 AND 1440", name="closes_in_the_day"),
        sa.CheckConstraint("opens <> closes", name="is_not_empty"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    weekday: Mapped[int]  # Monday is 0, as in date.weekday()
    opens: Mapped[int]
    closes: Mapped[int]


class Override(Model):
    """One date's exception: its windows replace the weekly ones; none of them means closed."""

    __tablename__ = "override"
    __table_args__ = (sa.UniqueConstraint("person_id", "day"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    day: Mapped[date]
    windows: Mapped[list] = orm.mapped_column(sa.JSON)  # [[opens, closes], …] in minutes


class TimeOff(Model):
    """Local days, both included, on which nobody can book."""

    __tablename__ = "time_off"
    __table_args__ = (sa.CheckConstraint("first_day <= last_day", name="ends_after_it_begins"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[str] = orm.mapped_column(default="")  # what mentees read meanwhile


class Trip(Model):
    """Local days, both included, on which the hours follow the clocks of another zone."""

    __tablename__ = "trip"
    __table_args__ = (sa.CheckConstraint("first_day <= last_day", name="ends_after_it_begins"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    time_zone: Mapped[str]
