"""The secret address under which somebody's calendar program reads their talks."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime
from webapp.people.models import Person


class CalendarFeed(Model):
    """One a person. The token is shown once; what is stored opens nothing."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    token_hash: Mapped[bytes] = orm.mapped_column(sa.LargeBinary, unique=True)
    shows_details: Mapped[bool] = orm.mapped_column(default=False)
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship()
