"""A few talks with one mentor under one goal, booked together, with an end."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.engagement_lifecycle import EngagementStatus, WhyEnded
from webapp.booking.lifecycle import Actor
from webapp.booking.models import Booking
from webapp.core.db import Model, UtcDateTime, of_strings, opaque_id
from webapp.goals.models import Goal
from webapp.people.models import Person


class Engagement(Model):
    """Its talks are bookings like any other. What both say at its end is read by both."""

    __tablename__ = "engagement"
    __table_args__ = (sa.CheckConstraint("sessions BETWEEN 1 AND 6", name="has_one_to_six"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    mentor_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    mentee_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    goal_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("goal.id"), index=True)
    sessions: Mapped[int]
    minutes: Mapped[int]  # of each talk
    ends_on: Mapped[date]  # its last day, in the mentee's calendar
    status: Mapped[EngagementStatus] = orm.mapped_column(of_strings(EngagementStatus), index=True)
    why_ended: Mapped[WhyEnded | None] = orm.mapped_column(of_strings(WhyEnded))
    mentee_line: Mapped[str] = orm.mapped_column(default="")  # what is different now
    mentor_strength: Mapped[str] = orm.mapped_column(default="")  # one, seen in the mentee
    mentee_renews_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    mentor_renews_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    renewal_of_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("engagement.id"))
    form_key: Mapped[str | None] = orm.mapped_column(unique=True)
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    mentor: Mapped[Person] = orm.relationship(foreign_keys=mentor_id)
    mentee: Mapped[Person] = orm.relationship(foreign_keys=mentee_id)
    goal: Mapped[Goal] = orm.relationship()
    renewal_of: Mapped["Engagement | None"] = orm.relationship(remote_side=id)
    bookings: Mapped[list[Booking]] = orm.relationship(
        order_by=(Booking.starts_at, Booking.id), back_populates="engagement"
    )
    changes: Mapped[list["EngagementChange"]] = orm.relationship(order_by="EngagementChange.id")

    def other(self, person: Person) -> Person:
        return self.mentee if person.id == self.mentor_id else self.mentor

    def actor(self, person: Person) -> Actor:
        return Actor.MENTOR if person.id == self.mentor_id else Actor.MENTEE

    @property
    def is_running(self) -> bool:
        return self.status == EngagementStatus.RUNNING


class EngagementChange(Model):
    """Append-only: who brought an engagement from which status to which, why and when."""

    __tablename__ = "engagement_change"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    engagement_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("engagement.id"), index=True)
    person_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))
    from_status: Mapped[EngagementStatus | None] = orm.mapped_column(of_strings(EngagementStatus))
    to_status: Mapped[EngagementStatus] = orm.mapped_column(of_strings(EngagementStatus))
    why: Mapped[str] = orm.mapped_column(default="")
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person | None] = orm.relationship()
