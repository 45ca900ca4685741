"""What a mentee wants, and what they bring to a talk about it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, of_strings, opaque_id
from webapp.goals.lifecycle import GoalStatus
from webapp.goals.prompts import Prompts

LONGEST = 600  # characters a prompt
LONGEST_GOAL = 120  # characters of the one line


class Goal(Model):
    """What somebody wants to be able to do or decide, in one line.

    Talks, insights, a decision and actions gather under it. `reason` says why it is closed.
    """

    __tablename__ = "goal"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    line: Mapped[str]
    due_on: Mapped[date | None]  # in the person's calendar
    status: Mapped[GoalStatus] = orm.mapped_column(of_strings(GoalStatus), default=GoalStatus.OPEN)
    reason: Mapped[str] = orm.mapped_column(default="")
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    changes: Mapped[list["GoalChange"]] = orm.relationship(order_by="GoalChange.id")

    @property
    def is_open(self) -> bool:
        return self.status == GoalStatus.OPEN


class GoalChange(Model):
    """Append-only: what a goal was from this moment on."""

    __tablename__ = "goal_change"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    goal_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("goal.id"), index=True)
    status: Mapped[GoalStatus] = orm.mapped_column(of_strings(GoalStatus))
    line: Mapped[str]
    due_on: Mapped[date | None]
    reason: Mapped[str]
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)


class Brief(Model):
    """The four prompts: where I am, what I tried, my one question, what "done" looks like.

    Until it is sent it belongs to the mentee alone and goes along from mentor to mentor.
    """

    __tablename__ = "brief"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    goal_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("goal.id"), index=True)
    situation: Mapped[str] = orm.mapped_column(default="")
    tried: Mapped[str] = orm.mapped_column(default="")
    question: Mapped[str] = orm.mapped_column(default="")
    done: Mapped[str] = orm.mapped_column(default="")
    line: Mapped[str] = orm.mapped_column(default="")  # what was typed before anybody was found
    link: Mapped[str] = orm.mapped_column(default="")  # https alone, or nothing
    sent_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # a mentor has it since
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # it stays as it is since
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    goal: Mapped[Goal | None] = orm.relationship()

    @property
    def prompts(self) -> Prompts:
        return Prompts(self.situation, self.tried, self.question, self.done)

    @property
    def goal_key(self) -> str:
        """Return the goal as forms name it."""
        return self.goal.public_id if self.goal else ""
