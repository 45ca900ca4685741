"""What a mentee makes of advice that does not agree: which contradicts which, and a decision."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id


class Contradiction(Model):
    """Which insight another one contradicts; it goes when one of the two goes."""

    __tablename__ = "contradiction"

    insight_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("insight.id", ondelete="CASCADE"), primary_key=True
    )
    against_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("insight.id", ondelete="CASCADE"), index=True
    )


class Decision(Model):
    """What somebody decided about a goal, and because of what.

    Append-only: the latest one holds, the others are its history.
    """

    __tablename__ = "decision"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    goal_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("goal.id"), index=True)
    text: Mapped[str]
    reason: Mapped[str] = orm.mapped_column(default="")
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
