"""Whom somebody would ask first."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime
from webapp.people.models import Person


class Favourite(Model):
    """One person's choice of another; nobody else sees it, least of all the chosen one."""

    __tablename__ = "favourite"
    __table_args__ = (sa.CheckConstraint("person_id <> favourite_id", name="is_somebody_else"),)

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    favourite_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("person.id"), primary_key=True, index=True
    )
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    favourite: Mapped[Person] = orm.relationship(foreign_keys=favourite_id)
