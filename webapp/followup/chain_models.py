"""What was asked about an action, and what came of it in the end."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import of_strings
from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.followup.chain import FollowUpKind, FollowUpStatus, OutcomeKind
from webapp.followup.models import Action
from webapp.people.models import Person

LIVES = sa.text("status IN ('waiting', 'asked')")


class FollowUp(Model):
    """One question about an action, at its time; of each kind only one is alive."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.Index(
            "uq_follow_up_alive",
            "action_id",
            "kind",
            unique=True,
            sqlite_where=LIVES,
            postgresql_where=LIVES,
        ),
        sa.Index("ix_follow_up_status_due_at", "status", "due_at"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    action_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("action.id"))
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[FollowUpKind] = orm.mapped_column(of_strings(FollowUpKind))
    status: Mapped[FollowUpStatus] = orm.mapped_column(of_strings(FollowUpStatus))
    due_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    answer: Mapped[str | None]  # the one tap; of a month the kind of outcome
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    action: Mapped[Action] = orm.relationship()
    person: Mapped[Person] = orm.relationship()


class Outcome(Model):
    """What came of an action a month later, and a line about it; the mentor reads both."""

    __tablename__ = "outcome"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    action_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("action.id"), unique=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[OutcomeKind] = orm.mapped_column(of_strings(OutcomeKind))
    line: Mapped[str] = orm.mapped_column(default="")
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    action: Mapped[Action] = orm.relationship()
