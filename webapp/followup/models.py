"""What somebody leaves a talk with."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking, of_strings
from webapp.booking.request_models import Request
from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpKind, asked_at
from webapp.followup.prompts import Prompt
from webapp.followup.sentence import sentence
from webapp.goals.models import Goal
from webapp.people.models import Person


class GoalMet(enum.StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Closing(Model):
    """One person's answers after a talk.

    The rating (-2 to 2, 0 as expected) and the reflection are private. The mentee's thanks go
    to the mentor, the strength that the mentor saw goes to the mentee.
    """

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
    thanks: Mapped[str] = orm.mapped_column(default="")
    strength: Mapped[str] = orm.mapped_column(default="")
    prompt: Mapped[Prompt | None] = orm.mapped_column(of_strings(Prompt))
    reflection: Mapped[str] = orm.mapped_column(default="")
    reflected_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)


class Mark(enum.StrEnum):
    """What the mentee makes of an insight beside the others."""

    AGREE = "agree"
    CONTRADICTS = "contradicts"
    NOT_FOR_ME = "not_for_me"


class Insight(Model):
    """What somebody learned, and from which mentor. It is theirs alone: no mentor sees it."""

    __tablename__ = "insight"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    booking_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("booking.id"), index=True)
    request_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("request.id"), index=True)
    goal_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("goal.id"), index=True)
    text: Mapped[str]
    mark: Mapped[Mark | None] = orm.mapped_column(of_strings(Mark))
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    mentor: Mapped[Person] = orm.relationship(foreign_keys=mentor_id)
    booking: Mapped[Booking | None] = orm.relationship()
    request: Mapped[Request | None] = orm.relationship()
    goal: Mapped[Goal | None] = orm.relationship()


def the_owner(row: DefaultExecutionContext) -> int:
    return row.get_current_parameters()["owner_id"]


class Action(Model):
    """One thing to do: "When …, I will …", by a date. The owner's, one a booking and person.

    Either of the two may say it for the other. Without a booking it was made from a goal, or of a
    line with a day in the notes of a talk: of those there may be several, one for each line.
    While it is open, `updated_at` is when it was last said, afterwards when it was answered.
    """

    __tablename__ = "action"
    __table_args__ = (
        sa.UniqueConstraint("booking_id", "owner_id"),
        sa.Index("uq_action_request_id_owner_id", "request_id", "owner_id", unique=True),
        sa.Index("uq_action_noted_in_id_noted_key", "noted_in_id", "noted_key", unique=True),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    booking_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("booking.id"))
    # an answer in writing it came from, where there was no talk
    request_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("request.id"))
    noted_in_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("booking.id"))
    noted_key: Mapped[str | None]  # of the line in its notes
    goal_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("goal.id"), index=True)
    decision_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("decision.id"), index=True)
    owner_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    said_by_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), default=the_owner)
    when_text: Mapped[str]
    will_text: Mapped[str]
    due_on: Mapped[date]  # in the owner's calendar
    status: Mapped[ActionStatus] = orm.mapped_column(
        of_strings(ActionStatus), default=ActionStatus.OPEN
    )
    note: Mapped[str] = orm.mapped_column(default="")
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    booking: Mapped[Booking | None] = orm.relationship(foreign_keys=booking_id)
    noted_in: Mapped[Booking | None] = orm.relationship(foreign_keys=noted_in_id)
    request: Mapped[Request | None] = orm.relationship()
    goal: Mapped[Goal | None] = orm.relationship()
    owner: Mapped[Person] = orm.relationship(foreign_keys=owner_id)

    @property
    def talk(self) -> Booking | None:
        """Return the talk it comes from, said at its end or written into its notes."""
        return self.booking or self.noted_in

    @property
    def other(self) -> Person | None:
        """Return who had the talk with the owner, or wrote to them; nobody for a goal's action."""
        between = self.talk or self.request
        return between and between.other(self.owner)

    @property
    def came_at(self) -> datetime | None:
        """Return when the talk was, or when the thread was closed."""
        return self.talk.starts_at if self.talk else self.request and self.request.closed_at

    @property
    def sentence(self) -> str:
        return sentence(self.when_text, self.will_text)

    def sentence_of(self, name: str) -> str:
        """Return the sentence as the other one says it: "When …, Ada will …"."""
        return sentence(self.when_text, self.will_text, name)

    @property
    def is_open(self) -> bool:
        return self.status == ActionStatus.OPEN

    @property
    def asks_at(self) -> datetime:
        """Return when we ask whether it was done."""
        return asked_at(FollowUpKind.WEEK, self.updated_at, self.due_on, self.owner.time_zone)

    def is_due(self, today: date) -> bool:
        return self.due_on <= today


TALK_ID = sa.func.coalesce(Action.booking_id, Action.noted_in_id)


def is_of_talk(booking_id) -> sa.ColumnElement[bool]:
    """Say whether an action comes from this talk, or from one that a query selects."""
    columns = (Action.booking_id, Action.noted_in_id)
    if isinstance(booking_id, int):
        return sa.or_(*(column == booking_id for column in columns))
    return sa.or_(*(column.in_(booking_id) for column in columns))
