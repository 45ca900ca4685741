"""What somebody leaves a talk with."""

import enum
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking, of_strings
from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.followup.sentence import sentence

CHECK_AFTER = timedelta(days=7)


class GoalMet(enum.StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Closing(Model):
    """One person's answers after a talk. The rating (-2 to 2, 0 as expected) is private."""

    __tablename__ = "closing"
    __table_args__ = (
        sa.UniqueConstraint("booking_id", "person_id"),
        sa.CheckConstraint("rating BETWEEN -2 AND 2", name="rating_around_the_middle"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"))
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    goal_met: Mapped[GoalMet | None] = orm.mapped_column(of_strings(GoalMet))
    none_needed: Mapped[bool] = orm.mapped_column(default=False)
    rating: Mapped[int | None]
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)


class ActionStatus(enum.StrEnum):
    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"
    DROPPED = "dropped"


class Action(Model):
    """One thing to do: "When …, I will …", by a date. The owner's, one a booking and person.

    While it is open, `updated_at` is when it was last said, afterwards when it was answered.
    """

    __tablename__ = "action"
    __table_args__ = (sa.UniqueConstraint("booking_id", "owner_id"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"))
    owner_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    when_text: Mapped[str]
    will_text: Mapped[str]
    due_on: Mapped[date]  # in the owner's calendar
    status: Mapped[ActionStatus] = orm.mapped_column(
        of_strings(ActionStatus), default=ActionStatus.OPEN
    )
    note: Mapped[str] = orm.mapped_column(default="")
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    booking: Mapped[Booking] = orm.relationship()

    @property
    def sentence(self) -> str:
        return sentence(self.when_text, self.will_text)

    @property
    def is_open(self) -> bool:
        return self.status == ActionStatus.OPEN

    @property
    def check_at(self) -> datetime:
        """Return when we ask whether it was done."""
        return self.updated_at + CHECK_AFTER

    def is_due(self, today: date, now: datetime) -> bool:
        """Whether its day has come, or the week after it was said is over."""
        return self.due_on <= today or self.check_at <= now
